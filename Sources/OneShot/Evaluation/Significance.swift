import Basics

/// How probable it is, two-sided, that the rarer side of `count` fair coins shows at most `fewer` times;
/// 1 for no coin.
package func binomialTest(_ fewer: Int, of count: Int) -> Double {
  var term = exp2(-Double(count))
  var sum = term
  for i in 0..<fewer {
    term *= Double(count - i) / Double(i + 1)
    sum += term
  }
  return min(1, 2 * sum)
}

/// How probable it is that χ² of one degree of freedom is at least `value`.
package func chiSquaredTail(_ value: Double) -> Double { erfc((value / 2).squareRoot()) }
