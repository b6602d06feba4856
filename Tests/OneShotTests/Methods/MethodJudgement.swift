import OneShot
import TestSupport
import Testing

/// A leg that changes nothing: embeddings of a task are then what a fixture says.
let unchanged = Lambda("unchanged") { $0 }

/// Compares a method's logits, and their gradients with respect to embeddings and parameters, with
/// those of a fixture.
///
/// - Parameter name: The fixture's name of the parameter at a path; default the path.
func expectJudged(
  _ method: some FewShotMethod, by fixture: Fixture, named name: (String) -> String = { $0 },
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let paths = method.parameters.map(\.path)
  expectJudged(
    by: fixture, at: ["queries", "support"] + paths.map(name), sourceLocation: sourceLocation
  ) { inputs in
    var method = method
    var values = inputs[2...]
    method.forEachParameter { _, parameter in parameter.value = values.removeFirst() }
    return method.logits(of: inputs[0], support: inputs[1])
  }
}

/// Generated classes, of which some alphabets are for learning and others for judging.
struct SmallGlyphs {
  let training: ImageDataset
  let unseen: ImageDataset
  /// 5-way, so that a guess is right once in five.
  let tasks: TaskSet

  init(shots: Int = 1) throws {
    let glyphs = Glyphs(alphabets: 8, characters: 8, drawers: 6).dataset(size: 16)
    var random = SeededGenerator(seed: 3)
    (training, unseen) = try glyphs.splitting(holdingOut: 3, using: &random)
    tasks = try TaskSampler(unseen, ways: 5, shots: shots, queries: 10).tasks(30, seed: 1)
  }

  /// Two convolutions with batch norm, 16×16 pixels to maps of 4×4.
  static var maps: [any Layer] {
    (0..<2).flatMap { _ -> [any Layer] in
      [
        Conv2D(12, kernel: 3, padding: .same, weightInitializer: .heNormal),
        BatchNorm(momentum: 0.8), Activation.relu, MaxPool2D(),
      ]
    }
  }

  /// The same, to a vector so short that at first it tells little.
  static var leg: Sequential { Sequential(maps + [Flatten(), Dense(16)]) }

  /// Trains on episodes of the training alphabets.
  func train<Method: FewShotMethod>(
    _ method: inout Method, steps: Int = 80, loss: (Method, Episode) -> Tensor
  ) throws {
    let sampler = try TaskSampler(training, ways: 5, shots: tasks[0].shots, queries: 10)
    var optimizer = Adam(learningRate: 0.003)
    let episodes = Batches.episodes(from: sampler, seed: 1)
    try OneShot.train(&method, with: &optimizer, on: episodes, steps: steps) { loss($0, $1) }
  }

  /// How often a method is right in the tasks of the unseen alphabets.
  func accuracy(_ scorer: some TaskScorer) -> Accuracy {
    Evaluation(of: scorer, on: tasks).accuracy
  }
}

/// Trains the method on a few small episodes, and records an issue unless it is then clearly better
/// than it was and than a guess, on alphabets that it has not seen.
func expectLearning<Method: FewShotMethod>(
  _ method: Method, shots: Int = 1, steps: Int = 80,
  sourceLocation: SourceLocation = #_sourceLocation,
  loss: (Method, Episode) -> Tensor = { episodeLoss($0, $1) }
) throws {
  let glyphs = try SmallGlyphs(shots: shots)
  var trained = method
  try glyphs.train(&trained, steps: steps, loss: loss)
  let (before, after) = (glyphs.accuracy(method), glyphs.accuracy(trained))
  #expect(
    after.interval.lowerBound > max(0.3, before.value),
    "\(method.name): \(before) before, \(after) after", sourceLocation: sourceLocation)
}
