import OneShot
import TestSupport
import Testing

/// Whatever takes a dataset takes one of rectangular images in color, and one that is not in memory.
@Suite struct RectangularColorTests {
  /// Eight classes of 12×9 pixels in two groups, each of one color; what differs within a class is noise.
  private static let memory: ImageDataset = {
    var random = SeededGenerator(seed: 5)
    let format = ImageFormat(height: 12, width: 9, channels: 3, values: .imageNet)
    let pixels = (0..<40).flatMap { image -> [UInt8] in
      let color = [image / 5 % 2, image / 10 % 2, image / 20].map { 40 + 160 * $0 }
      return (0..<108).flatMap { _ in color.map { UInt8($0 + Int(random.next() % 40)) } }
    }
    return ImageDataset(
      name: "colors", format: format, groups: ["a", "b"],
      classes: (0..<8).map {
        .init(name: "\($0)", group: $0 / 4, images: Array(5 * $0..<5 * $0 + 5))
      }, pixels: pixels)
  }()

  private struct Source: ImageSource {
    let count = RectangularColorTests.memory.count
    func pixels(at position: Int) -> [UInt8] {
      Array(RectangularColorTests.memory.pixels[324 * position..<324 * position + 324])
    }
  }

  private static let stored = ImageDataset(
    name: "colors", format: memory.format, groups: memory.groups, classes: memory.classes,
    source: Source())

  private static let leg = Sequential {
    ConvBlock(4)
    Flatten()
  }

  @Test(arguments: [memory, stored])
  func batches(data: ImageDataset) throws {
    let distortion = ImageDistortion.photographs
    let labeled = try Batches.labeled(
      data, classes: 4, images: 2, groups: 1, distortion: distortion, seed: 1)
    #expect(try labeled.batch(at: 3).images.shape == [8, 12, 9, 3])
    let pairs = Batches.pairs(6, from: try PairSampler(data), distortion: distortion, seed: 1)
    #expect(try pairs.batch(at: 0).left.shape == [6, 12, 9, 3])
    let tasks = try TaskSampler(data, ways: 4, queries: 4)
    #expect(try Batches.episodes(from: tasks, seed: 1).batch(at: 2).images.shape == [8, 12, 9, 3])
    let fixed = FixedPairs(try PairSampler(data), pairs: 4, copies: 1, batchSize: 4, seed: 1)
    #expect(try fixed.batch(at: 1).right.shape == [4, 12, 9, 3])
    var random = SeededGenerator(seed: 1)
    let triplets = try TripletSampler(data).batch(3, using: &random)
    #expect(data.images(at: triplets.anchors).shape == [3, 12, 9, 3])
  }

  @Test func batchesOfASourceAreThoseOfMemory() throws {
    func batch(_ data: ImageDataset) throws -> LabeledImages {
      try Batches.labeled(
        data, classes: 4, images: 2, distortion: .photographs, seed: 1
      ).batch(at: 7)
    }
    #expect(try batch(Self.memory) == batch(Self.stored))
  }

  @Test(arguments: [memory, stored])
  func methodsAndEvaluation(data: ImageDataset) throws {
    let tasks = try TaskSampler(data, ways: 4, queries: 4).tasks(5, seed: 1)
    #expect(Evaluation(of: NearestNeighbor(), on: tasks).accuracy.value == 1)
    #expect(Evaluation(of: RandomScorer(), on: tasks).accuracy.trials == 20)
    let input = data.imageShape
    let siamese = try Siamese(Self.leg, input: input, distance: .meanSquared)
    #expect(Evaluation(of: Views(siamese, 2), on: tasks).accuracy.trials == 20)
    let methods: [any FewShotMethod] = [
      try PrototypicalNetwork(Self.leg, input: input), try MatchingNetwork(Self.leg, input: input),
      try RidgeRegression(Self.leg, input: input),
    ]
    for method in methods {
      #expect(Evaluation(of: method, on: tasks).accuracy.trials == 20)
    }
    let evaluation = Evaluation(of: siamese, on: tasks)
    let picture = TaskPicture(evaluation, tasks: 5)
    #expect(picture.channels == 3)
    #expect(picture.pixels.count == picture.width * picture.height * 3)
    #expect(evaluation.confusions(limit: 3).count <= 3)
  }

  @Test(arguments: [memory, stored])
  func training(data: ImageDataset) throws {
    var siamese = try Siamese(Self.leg, input: data.imageShape, distance: .meanSquared)
    var optimizer = Adam(learningRate: 0.01)
    let batches = try Batches.labeled(
      data, classes: 4, images: 3, distortion: .photographs, seed: 1)
    try train(&siamese, with: &optimizer, on: batches, steps: 5) { metricLoss($0, $1) }
    let classifier = OneShotClassifier(
      siamese, preprocessing: .photographs(height: 12, width: 9))
    try classifier.enroll(data, shots: 1)
    #expect(classifier.labels.first == "a/0" && classifier.labels.count == 8)
    try classifier.calibrate(on: data, ways: 3, scope: .withinGroup)
    let folder = try TemporaryFolder()
    try classifier.save(to: folder["colors.safetensors"])
    let again = try OneShotClassifier(
      contentsOf: folder["colors.safetensors"],
      model: try Siamese(Self.leg, input: data.imageShape, distance: .meanSquared))
    #expect(again.preprocessing == .photographs(height: 12, width: 9))
    let query = data.images(at: [3])
    #expect(try again.predict(query) == classifier.predict(query))
  }

  private struct Broken: ImageSource {
    struct Problem: Error {}
    let count = RectangularColorTests.memory.count
    func pixels(at position: Int) throws -> [UInt8] {
      if position == 12 { throw Problem() }
      return Source().pixels(at: position)
    }
  }

  /// Whoever may throw says that an image could not be read.
  @Test func anImageThatCannotBeReadIsThrown() throws {
    let memory = Self.memory
    let broken = ImageDataset(
      name: "broken", format: memory.format, groups: memory.groups, classes: memory.classes,
      source: Broken())
    let siamese = try Siamese(Self.leg, input: memory.imageShape, distance: .meanSquared)
    let classifier = OneShotClassifier(siamese)
    #expect(throws: ClassifierError.self) { try classifier.enroll(broken) }
    #expect(classifier.labels.isEmpty)
    try classifier.enroll(memory)
    #expect(throws: Broken.Problem.self) { try classifier.evaluation(on: broken) }
    #expect(throws: ClassifierError.self) { try classifier.calibrate(on: broken, ways: 7) }
    #expect(throws: Broken.Problem.self) {
      try Embeddings(reading: broken) { $0.reshaped(to: [$0.shape[0], 324]) }
    }
    let batches = try Batches.labeled(broken, classes: 8, images: 5, seed: 1)
    #expect(throws: Broken.Problem.self) { try batches.batch(at: 0) }
  }
}
