import Autograd
import Tensor

/// One line of a model's summary.
public struct SummaryRow: Sendable, Equatable {
  /// The layer's name and kind: `0 (Conv2D)`.
  public let layer: String
  /// The shape of one output, without the batch axis.
  public let output: Shape
  /// The scalars in trainable parameters.
  public let trainable: Int
  /// The scalars in statistics and frozen parameters.
  public let nonTrainable: Int

  /// A row for `part`, whose parameters it counts.
  public init(layer: String, output: Shape, counting part: some Parameterized) {
    var counts = (trainable: 0, other: 0)
    for (_, parameter) in part.parameters where !parameter.isPending {
      if parameter.isTrained {
        counts.trainable += parameter.value.count
      } else {
        counts.other += parameter.value.count
      }
    }
    self.init(
      layer: layer, output: output, trainable: counts.trainable, nonTrainable: counts.other)
  }

  init(layer: String, output: Shape, trainable: Int, nonTrainable: Int) {
    self.layer = layer
    self.output = output
    self.trainable = trainable
    self.nonTrainable = nonTrainable
  }
}
