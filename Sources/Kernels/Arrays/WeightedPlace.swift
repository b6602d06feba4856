/// The place at which the running sum of weights passes a share of their total: a draw in proportion to the
/// weights if the share is uniform in 0 ..< 1. If all weights are 0, every place is as likely.
///
/// - Parameters:
///   - weights: `[count]`, none negative, at least one.
///   - share: In 0 ..< 1.
package func weightedPlace(
  _ weights: UnsafePointer<Float>, count: Int, share: Double
) -> Int {
  var total = 0.0
  for place in 0..<count { total += Double(weights[place]) }
  guard total > 0 else { return min(count - 1, Int(share * Double(count))) }
  var sum = 0.0
  var last = 0
  for place in 0..<count where weights[place] > 0 {
    sum += Double(weights[place])
    last = place
    if share * total < sum { return place }
  }
  return last
}
