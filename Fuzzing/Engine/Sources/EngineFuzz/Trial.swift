import OneShot

/// What came out of a case.
struct Trial {
  /// The case in words, enough to make it again.
  var description = ""
  /// How convolutions were computed.
  var ways: [String] = []
  var problems: [String] = []
  /// The largest error, in units of `Bound`.
  var worst: Float = 0

  /// Asks for equal bits; all NaNs are one.
  mutating func expectSame(_ found: Tensor, _ expected: Tensor, _ what: String) {
    guard requireShape(found, expected, what) else { return }
    found.withUnsafeScalars { a in
      expected.withUnsafeScalars { b in
        let places = a.indices.filter {
          a[$0].bitPattern != b[$0].bitPattern && !(a[$0].isNaN && b[$0].isNaN)
        }
        guard let first = places.first else { return }
        problems.append(
          "\(what): \(places.count) of \(a.count) differ, at \(first) found \(a[first]), "
            + "expected \(b[first])")
      }
    }
  }

  /// Asks that no scalar lies more than `limit` units from the expected one.
  mutating func expectClose(
    _ found: Tensor, _ expected: Tensor, within bound: Bound, limit: Float, _ what: String
  ) {
    guard requireShape(found, expected, what) else { return }
    var (largest, place) = (Float(-1), 0)
    for index in 0..<found.count {
      let (a, b) = (found.scalar(index), expected.scalar(index))
      if a == b || (a.isNaN && b.isNaN) { continue }
      let error = abs(a - b) / bound.unit(index)
      // Anything but a number is close to nothing else.
      let units = error.isNaN ? .infinity : error
      if units > largest { (largest, place) = (units, index) }
    }
    worst = max(worst, largest)
    if largest > limit {
      problems.append(
        "\(what): at \(place) of \(found.shape) found \(found.scalar(place)), expected "
          + "\(expected.scalar(place)): \(largest) units, at most \(limit)")
    }
  }

  private mutating func requireShape(
    _ found: Tensor, _ expected: Tensor, _ what: String
  ) -> Bool {
    if found.shape != expected.shape {
      problems.append("\(what): found shape \(found.shape), expected \(expected.shape)")
    }
    return found.shape == expected.shape
  }
}

/// How large one unit of error is at each scalar: 2⁻²⁴, the relative error of one rounding, of what goes
/// into it. Below the smallest normal number nothing is asked for: products there may be flushed to 0.
struct Bound {
  private let magnitudes: Tensor

  /// Units of 2⁻²⁴ of these, one for all scalars or one for each.
  init(_ magnitudes: Tensor) { self.magnitudes = magnitudes }

  func unit(_ index: Int) -> Float {
    let magnitude = magnitudes.scalar(magnitudes.count == 1 ? 0 : index)
    return max(magnitude * 0x1p-24, .leastNormalMagnitude)
  }
}

extension Tensor {
  func scalar(_ index: Int) -> Float { withUnsafeScalars { $0[index] } }

  /// The largest magnitude, 0 of no scalars.
  var largest: Float { count == 0 ? 0 : detached.abs().max().item }
}
