import Autograd
import Layers
import Tensor

extension Operator {
  /// What takes the largest or the mean of some or all pixels.
  static let pooling: [String: Operator] = [
    "MaxPool": Operator { node in
      try node.refuseOutput(1, "positions of maxima")
      return try pooling(node) { MaxPool2D($0) }
    },
    "AveragePool": Operator { node in
      let countsPadding = try node.attributes.int("count_include_pad", or: 0) != 0
      return try pooling(node) { AveragePool2D($0, countsPadding: countsPadding) }
    },
    "GlobalAveragePool": global { $0.mean(axes: $1, keepingDimensions: true) },
    "GlobalMaxPool": global { $0.max(axes: $1, keepingDimensions: true) },
  ]

  private static func pooling<Pooling: Layer>(
    _ node: Node, _ layer: @escaping @Sendable (SlidingWindow) -> Pooling
  ) throws -> Action {
    let settings = try WindowSettings(node)
    @Sendable func pooling(on sizes: [Int]?) throws -> any Layer {
      let window = try settings.window(on: sizes)
      guard window.canPool else {
        throw GraphProblem(expected: SlidingWindow.poolingRule, found: "\(window)")
      }
      return RowLayer.around(layer(window), axes: settings.axes)
    }
    if settings.isFixed {
      let layer = try pooling(on: nil)
      return .layer { _ in layer }
    }
    return .floats { inputs in
      let input = try inputs.floats(0)
      guard input.rank == settings.axes + 2 else {
        throw GraphProblem(expected: "images", found: "\(input.shape)")
      }
      return try input.applying(pooling(on: Array(input.shape[2...])))
    }
  }

  private static func global(
    _ function: @escaping @Sendable (Tensor, [Int]) -> Tensor
  ) -> Operator {
    Operator { _ in
      .floats { inputs in
        let input = try inputs.floats(0)
        guard input.rank >= 3, !input.shape.dropFirst(2).contains(0) else {
          throw GraphProblem(expected: "images", found: "\(input.shape)")
        }
        return input.with(function(input.tensor, (2..<input.rank).map { input.place(of: $0) }))
      }
    }
  }
}
