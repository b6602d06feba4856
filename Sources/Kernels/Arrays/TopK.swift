/// The positions of the `k` largest of `count` scalars, the largest first: of equal scalars the lower
/// position comes first, and NaN comes last.
///
/// Sorts 2k candidates at a time, so that a few of many take hardly longer than one look at each.
package func topIndices(_ scalars: UnsafePointer<Float>, count: Int, k: Int) -> [Int] {
  guard k > 0 else { return [] }
  let k = min(k, count)
  func precedes(_ a: Int, _ b: Int) -> Bool {
    let (x, y) = (scalars[a], scalars[b])
    if x == y || x.isNaN && y.isNaN { return a < b }
    return x > y || y.isNaN
  }
  var best: [Int] = []
  best.reserveCapacity(2 * k)
  var last: Int?
  for index in 0..<count {
    if let last, !precedes(index, last) { continue }
    best.append(index)
    if best.count == 2 * k {
      best.sort(by: precedes)
      best.removeLast(k)
      last = best.last
    }
  }
  best.sort(by: precedes)
  return Array(best.prefix(k))
}
