/// Where labels go that want to stand at given heights and may not touch: in the same order, each at
/// least `apart` from the next, all within `range`, and the sum of the squares of how far they are moved
/// as small as can be.
///
/// The places less what must lie before each are to rise; the nearest numbers that do are found by pooling
/// neighbors that fall (Ayer et al., "An empirical distribution function for sampling with incomplete
/// information", 1955), and the range then cuts both ends off.
///
/// - Parameters:
///   - wanted: The heights, in any order.
///   - apart: The least distance of two labels.
///   - range: Where labels may be; if they do not fit, they begin at its lower end and go beyond.
/// - Returns: A height for each of `wanted`, in their order; equal ones stand as they are listed.
func labelPlaces(
  _ wanted: [Double], apart: Double, within range: ClosedRange<Double>
) -> [Double] {
  let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
  var pools: [(mean: Double, count: Int)] = []
  for (rank, index) in order.enumerated() {
    pools.append((wanted[index] - Double(rank) * apart, 1))
    while let last = pools.last, let before = pools.dropLast().last, before.mean > last.mean {
      let count = before.count + last.count
      let sum = before.mean * Double(before.count) + last.mean * Double(last.count)
      pools.removeLast(2)
      pools.append((sum / Double(count), count))
    }
  }
  let highest = range.upperBound - Double(wanted.count - 1) * apart
  var places = wanted
  var rank = 0
  for pool in pools {
    for _ in 0..<pool.count {
      let place = max(range.lowerBound, min(pool.mean, highest))
      places[order[rank]] = place + Double(rank) * apart
      rank += 1
    }
  }
  return places
}
