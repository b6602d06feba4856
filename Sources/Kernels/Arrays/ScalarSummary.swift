/// What there is to know of scalars before they are counted; those that are infinite or NaN are left out.
package struct ScalarSummary: Equatable {
  package private(set) var count = 0
  /// Infinite if there are no scalars.
  package private(set) var minimum = Double.infinity
  package private(set) var maximum = -Double.infinity
  package private(set) var sum = 0.0
  package private(set) var sumOfSquares = 0.0

  package init(_ scalars: [Float]) {
    for scalar in scalars where scalar.isFinite {
      let value = Double(scalar)
      count += 1
      minimum = min(minimum, value)
      maximum = max(maximum, value)
      sum += value
      sumOfSquares += value * value
    }
  }

  /// How many of the scalars lie in each of some buckets of one width, from the least to the greatest,
  /// which belongs to the last.
  package func counts(of scalars: [Float], in buckets: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: buckets)
    let scale = maximum > minimum ? Double(buckets) / (maximum - minimum) : 0
    for scalar in scalars where scalar.isFinite {
      counts[min(buckets - 1, Int((Double(scalar) - minimum) * scale))] += 1
    }
    return counts
  }
}
