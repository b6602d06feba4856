import Autograd
import Layers
import Tensor

extension Operator {
  /// Products of matrices.
  static let products: [String: Operator] = [
    "MatMul": Operator { _ in
      .floats { inputs in try Arranged.product(inputs.floats(0), inputs.floats(1)) }
    },
    "Gemm": Operator(
      orders: [
        1: { rank, attributes in
          try attributes.int("transB", or: 0) != 0 && rank == 2 ? [1, 0] : nil
        }
      ], general),
  ]

  /// α A B + β C, where either matrix may be transposed.
  private static func general(_ node: Node) throws -> Action {
    let (alpha, beta) = (
      try node.attributes.float("alpha", or: 1), try node.attributes.float("beta", or: 1)
    )
    let transposesA = try node.attributes.int("transA", or: 0) != 0
    let transposesB = try node.attributes.int("transB", or: 0) != 0
    @Sendable func second(_ inputs: [Value?]) throws -> Arranged {
      let matrix = try inputs.floats(1)
      guard matrix.rank == 2 else {
        throw GraphProblem(expected: "a matrix", found: "\(matrix.shape)")
      }
      return transposesB ? matrix.transposed([1, 0]) : matrix
    }
    return .layer { inputs in
      let weight = try second(inputs)
      let bias = try inputs.optionalFloats(2)
      let shape = weight.shape
      guard alpha == 1, beta == 1, !transposesA, weight.order == [0, 1], weight.tensor.count > 0,
        bias.map({ $0.shape == [shape[1]] }) ?? true
      else { return nil }
      var layer = Dense(shape[1], usesBias: bias != nil)
      layer.weight = Parameter(weight.tensor)
      layer.bias = bias.map { Parameter($0.tensor) }
      return layer
    } otherwise: { inputs in
      var first = try inputs.floats(0)
      guard first.rank == 2 else {
        throw GraphProblem(expected: "a matrix", found: "\(first.shape)")
      }
      if transposesA { first = first.transposed([1, 0]) }
      var result = try Arranged.product(first, second(inputs)).tensor
      if alpha != 1 { result = result * alpha }
      if let term = try inputs.optionalFloats(2) {
        guard
          try Dimensions.broadcast(term.shape, result.shape.dimensions)
            == result.shape.dimensions
        else {
          throw GraphProblem(expected: "a term for \(result.shape)", found: "\(term.shape)")
        }
        result = result + (beta == 1 ? term.plain : term.plain * beta)
      }
      return [.floats(Arranged(result))]
    }
  }
}

extension Arranged {
  /// The matrix product, of each pair of matrices where there are more axes, as NumPy's `matmul`.
  static func product(_ a: Arranged, _ b: Arranged) throws -> Arranged {
    guard a.rank >= 1, b.rank >= 1 else {
      throw GraphProblem(expected: "matrices", found: "\(a.shape) and \(b.shape)")
    }
    let left = a.rank == 1 ? a.padded(to: 2) : a
    let right = b.rank == 1 ? Arranged(b.tensor.expandingDimension(at: 1)) : b
    guard left.shape[left.rank - 1] == right.shape[right.rank - 2] else {
      throw GraphProblem(
        expected: "matrices that can be multiplied", found: "\(a.shape) and \(b.shape)")
    }
    var sizes = try Dimensions.broadcast(
      Array(left.shape.dropLast(2)), Array(right.shape.dropLast(2)))
    sizes += [left.shape[left.rank - 2], right.shape[right.rank - 1]]
    _ = try Dimensions.shape(sizes)
    let result = right.rank == 2 ? left.rows(times: right) : try left.batch(times: right, sizes)
    if a.rank == 1 { sizes.remove(at: sizes.count - 2) }
    if b.rank == 1 { sizes.removeLast() }
    return Arranged(result.reshaped(to: Shape(sizes)))
  }

  /// All vectors of the last axis times one matrix.
  private func rows(times matrix: Arranged) -> Tensor {
    let columns = shape[rank - 1]
    let rows = plain.reshaped(to: [shape.dropLast().reduce(1, *), columns])
    return matrix.order == [0, 1]
      ? rows.matmul(matrix.tensor) : rows.matmulTransposed(matrix.tensor)
  }

  private func batch(times other: Arranged, _ sizes: [Int]) throws -> Tensor {
    let outer = Array(sizes.dropLast(2))
    let count = outer.reduce(1, *)
    func stack(_ value: Arranged) throws -> Tensor {
      let matrix = Array(value.shape.suffix(2))
      return try value.broadcast(to: outer + matrix).plain.reshaped(to: Shape([count] + matrix))
    }
    // A matrix that already lies transposed is multiplied so.
    let last = other.order.suffix(2)
    if Array(last) == [other.rank - 1, other.rank - 2] {
      let swapped = other.transposed(
        Array(0..<other.rank - 2) + [other.rank - 1, other.rank - 2])
      return try stack(self).batchMatmulTransposed(stack(swapped))
    }
    return try stack(self).batchMatmul(stack(other))
  }
}
