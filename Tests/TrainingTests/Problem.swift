import Autograd
import Datasets
import Foundation
import Layers
import Optimizers
import Tensor
import Training

/// A small classification problem for trainings.
struct Problem {
  let inputs = Tensor([[0, 0], [0, 1], [1, 0], [1, 1]])
  let targets = Tensor([[0], [1], [1], [0]])

  func model(units: Int = 6) throws -> Sequential {
    var model = Sequential {
      Dense(units, activation: .tanh, weightRegularizer: .l2(1e-3))
      BatchNorm()
      Dropout(0.2)
      Dense(1, activation: .sigmoid)
    }
    try model.build(for: [2], seed: 3)
    return model
  }

  func loss(_ model: Sequential, _ noise: Tensor) -> Tensor {
    binaryCrossEntropy(model(inputs + noise), targets)
  }

  /// Batches that depend on the step alone.
  func noise(_ step: Int) -> Tensor {
    var random = SeededGenerator(seed: 9, "batches", step)
    return Tensor.normal([4, 2], using: &random) * 0.1
  }

  /// The same as a source.
  var source: Source { Source(problem: self) }

  struct Source: BatchSource {
    let problem: Problem
    let itemsPerBatch = 4
    func batch(at step: Int) -> Tensor { problem.noise(step) }
  }
}

extension Metric {
  /// Some number to maximize.
  static let score = Metric("score", .maximize)
}

/// A history less the seconds, which are never the same twice.
func timeless(_ history: TrainingHistory) -> [[String]] {
  history.epochs.map { epoch in
    let logs = epoch.logs
    return ["\(epoch.number)", "\(epoch.iteration)"]
      + logs.metrics.filter { $0 != .seconds }.map { "\($0) \(logs[$0]!.bitPattern)" }
  } + [["\(history.ending.map { "\($0)" } ?? "none")"]]
}

/// Ends the training after a step, as a signal does.
struct Interruption: Callback {
  let step: Int
  mutating func stepEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {
    if run.iteration == step { run.end(.interrupted("test")) }
  }
}

/// Passes on what a run knows at its beginning.
struct Watcher: Callback {
  let show: (TrainingRun) -> Void
  mutating func trainingBegan(_ run: inout TrainingRun, _ model: inout some Parameterized) {
    show(run)
  }
}
