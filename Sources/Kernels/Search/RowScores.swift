import CKernels

/// What is summed over the scalars of a query and a row.
package enum RowTerm: Sendable {
  /// a b.
  case product
  /// (a − b)².
  case squared
  /// w (a − b)², with a weight for each scalar.
  case weightedSquared
  /// w |a − b|, with a weight for each scalar.
  case weightedAbsolute

  var value: ScoreTerm {
    switch self {
    case .product: scoreProduct
    case .squared: scoreSquared
    case .weightedSquared: scoreWeightedSquared
    case .weightedAbsolute: scoreWeightedAbsolute
    }
  }
}

/// How a sum becomes a score: sum · scale + bias, of the root of sum + 10⁻¹² if there is one.
package struct RowMap: Sendable {
  let takesRoot: Bool
  let scale: Float
  let bias: Float

  package init(takesRoot: Bool = false, scale: Float = 1, bias: Float = 0) {
    self.takesRoot = takesRoot
    self.scale = scale
    self.bias = bias
  }

  /// The score of a sum.
  package func callAsFunction(_ sum: Float) -> Float {
    (takesRoot ? (sum + 1e-12).squareRoot() : sum) * scale + bias
  }

  var value: ScoreMap {
    ScoreMap(
      takesRoot: takesRoot, isIdentity: !takesRoot && scale == 1 && bias == 0, scale: scale,
      bias: bias)
  }
}

/// How queries are scored with rows.
package struct RowScores: Sendable {
  typealias Functions = UnsafePointer<ScoreFunctions>

  let term: RowTerm
  package let map: RowMap
  let width: Int
  let weights: [Float]
  nonisolated(unsafe) let functions: Functions

  /// - Parameters:
  ///   - width: The number of scalars of a row, at least 1.
  ///   - weights: One for each scalar where the term has weights; default ones.
  ///   - instructions: Those of the loops; default the fastest that there are.
  package init(
    _ term: RowTerm, map: RowMap, width: Int, weights: [Float]? = nil,
    instructions: Instructions = .best
  ) {
    self.term = term
    self.map = map
    self.width = width
    let isWeighted = term == .weightedSquared || term == .weightedAbsolute
    self.weights = isWeighted ? weights ?? [Float](repeating: 1, count: width) : []
    functions = scoreFunctions(instructions.value)
  }

  /// Calls `body` with the function that sums up two rows alone, and the weights it takes, if any.
  package func withPairs<Result>(
    _ body: (PairFunction, UnsafePointer<Float>?) -> Result
  ) -> Result {
    let function = pairFunction(term.value, Instructions.best.value)!
    return weights.withUnsafeBufferPointer {
      body(function, weights.isEmpty ? nil : $0.baseAddress)
    }
  }

  /// With no more queries each goes by the rows on its own, the vectors along the scalars of a row; more of
  /// them lie side by side in vectors.
  static let few = 4
  /// The most queries that are scored at once: more go by all rows several times.
  static let most = 256
  /// About as many scalars of rows are scored at once, which a core's own cache has room for.
  private static let scalars = 1 << 15

  /// Rows that are scored at once.
  var blockRows: Int { max(24, Self.scalars / width / 24 * 24) }
}
