import Lanes

extension GradientTerms {
  /// The sum of the squares of all `count` scalars, in double precision, at the weights `w`.
  package func sumOfSquares(at w: UnsafePointer<Float>, count: Int) -> Double {
    sumInPieces(count) { range in
      var total = 0.0
      for i in range {
        let g = Double(at(i, w[i]))
        total += g * g
      }
      return total
    }
  }
}
