import OneShot

/// A function of a tensor of any shape, whose first axis is a batch.
struct TensorFunction: Sendable {
  let name: String
  let of: @Sendable (Tensor) -> Tensor

  init(_ name: String, _ of: @escaping @Sendable (Tensor) -> Tensor) {
    (self.name, self.of) = (name, of)
  }

  static let all = [
    TensorFunction("sigmoid") { $0.sigmoid() },
    TensorFunction("square") { $0.square() },
    TensorFunction("GELU") { $0.gelu() },
    TensorFunction("softmax") { $0.softmax() },
    TensorFunction("logSumExp") { $0.logSumExp() },
    TensorFunction("mean of the last axis") { $0.mean(axes: [-1]) },
    TensorFunction("sum of the first axis") { $0.sum(axes: [0]) },
    TensorFunction("maximum") { $0.max() },
    TensorFunction("maximum of the first axis") { $0.max(axes: [0]) },
    TensorFunction("order of axes reversed") { $0.transposed() },
    TensorFunction("product with itself") { $0.flattened().matmulTransposed($0.flattened()) },
    TensorFunction("L1 of rows") { .pairwiseL1($0.flattened(), $0.flattened()) },
    TensorFunction("L2 of rows") { .pairwiseSquaredL2($0.flattened(), $0.flattened()) },
    TensorFunction("l2Normalized") { ($0 + 1).l2Normalized() },
    TensorFunction("layer norm") {
      let channels: Shape = [$0.shape[-1]]
      return $0.layerNormalized(scale: .full(channels, 2), shift: .ones(channels))
    },
    TensorFunction("batch norm") {
      let channels: Shape = [$0.shape[-1]]
      return $0.batchNormalized(
        scale: .full(channels, 2), shift: .ones(channels), epsilon: 0.01
      ).result
    },
  ]
}
