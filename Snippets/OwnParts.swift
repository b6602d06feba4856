// Operations, optimizers, layers, losses, metrics and callbacks of your own.
//
//   swift run OwnParts  (some seconds)

import OneShot

/// x · σ(x), with its derivative written by hand.
func swish(_ x: Tensor) -> Tensor {
  .custom(from: x, named: "swish") { x in
    x * x.sigmoid()
  } pullback: { gradient, x, y in
    let s = x.sigmoid()
    return gradient * (s + y * (1 - s))
  }
}

var random = SeededGenerator(seed: 1)
let x = Tensor.normal([4, 3], using: &random)
print(GradientCheck(at: [x]) { swish($0[0]) }.passes)

/// Steps of one length along the sign of a running mean: Chen et al.,
/// "Symbolic discovery of optimization algorithms", 2023, program 1,
/// without weight decay.
struct Lion: Optimizer {
  var options: OptimizerOptions
  var state = OptimizerState()
  var momentCount: Int { 1 }

  init(learningRate: Schedule) {
    options = OptimizerOptions(learningRate: learningRate)
  }

  func step(
    _ weight: inout Tensor, along gradient: Tensor,
    moments: inout [Tensor], at point: StepContext
  ) {
    let mean = moments[0] * 0.9 + gradient * 0.1
    let sign = (mean .> 0) - (mean .< 0)
    weight = weight - sign * point.learningRate
    moments[0] = moments[0] * 0.99 + gradient * 0.01
  }
}

/// Multiplies each channel by a factor that it learns.
struct ChannelScale: Layer {
  var factor = Parameter { input, _ in .ones([input[-1]]) }
  static var parts: [Part<Self>] { [Part("factor", \.factor)] }
  func callAsFunction(_ x: Tensor) -> Tensor { x * factor.value }
}

/// A narrow path and a wide one after it, scaled and added to the input.
struct Bottleneck: Layer {
  var narrow = Conv2D(
    4, kernel: 1, activation: Activation("swish", swish))
  var wide = Conv2D(16, kernel: 3, padding: .same)
  var scale = ChannelScale()

  static var parts: [Part<Self>] {
    [
      Part("narrow", \.narrow), Part("wide", \.wide),
      Part("scale", \.scale),
    ]
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    x + scale(wide(narrow(x)))
  }
}

/// Two branches that see the same input, side by side in the channels.
struct Branches: Layer {
  var fine = Conv2D(8, kernel: 3, padding: .same)
  var coarse = Conv2D(8, kernel: 5, padding: .same)

  static var parts: [Part<Self>] {
    [Part("fine", \.fine), Part("coarse", \.coarse)]
  }

  mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    try fine.build(named: "fine", for: input, using: &random)
    try coarse.build(named: "coarse", for: input, using: &random)
    return [input[0], input[1], 16]
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    .concatenated([fine(x), coarse(x)], axis: 3)
  }
}

let leg = Sequential {
  Branches()
  Bottleneck()
  MaxPool2D(4)
  Flatten()
}
let glyphs = Glyphs(alphabets: 8).dataset(size: 28)
let (training, unseen) = try glyphs.splitting(holdingOut: 2, using: &random)
var siamese = try Siamese(
  leg, input: training.imageShape, distance: .meanSquared)
print(siamese.summary())

do {
  let unfit = Sequential {
    Bottleneck(); Dense(8)
  }
  _ = try Siamese(unfit, input: training.imageShape)
} catch {
  print(error)
}

/// How far images of one class are apart, in terms of all others.
func spreadLoss(_ embeddings: Tensor, _ labels: [Int]) -> Tensor {
  let column = Tensor(labels.map(Float.init)).expandingDimension(at: 1)
  let same = column .== column.transposed()
  let squares = Tensor.pairwiseSquaredL2(embeddings, embeddings)
  return (squares * same).mean() / squares.mean()
}

extension Metric {
  /// The spread of classes that were not trained on.
  static let spread = Metric("spread", .minimize)
}

/// Halves the learning rate where the loss has not fallen for an epoch.
struct Patience: Callback {
  struct State: Codable {
    var best = Double.infinity
    var halvings = 0
  }
  var state = State()

  mutating func epochEnded(
    _ run: inout TrainingRun, _ model: inout some Parameterized
  ) {
    let loss = run.logs[.loss] ?? .infinity
    if loss >= state.best {
      run.learningRateScale /= 2
      state.halvings += 1
    }
    state.best = min(state.best, loss)
  }
}

let batches = try Batches.labeled(training, classes: 8, images: 4, seed: 1)
let new = try Batches.labeled(unseen, classes: 20, images: 4, seed: 1)
  .batch(at: 0)
var optimizer = Lion(learningRate: 0.0003)
let history = try fit(
  &siamese, with: &optimizer, on: batches,
  plan: TrainingPlan(epochs: 4, stepsPerEpoch: 25, seed: 1),
  callbacks: [Patience(), EarlyStopping(monitor: .spread, patience: 2)]
) { siamese, batch in
  spreadLoss(siamese.embed(batch.images), batch.labels)
} validation: { siamese in
  let spread = spreadLoss(siamese.embed(new.images), new.labels)
  return [.spread: Double(spread.item)]
}
print("spread:", history[.spread].map { Float($0) })
let tasks = try TaskSampler(unseen, ways: 20, queries: 20)
  .tasks(trials: 400, seed: 1)
print(Evaluation(of: siamese, on: tasks))
