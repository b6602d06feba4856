import Basics

/// SplitMix64: the i-th output after a state is a hash of `state + i · γ`, so that a stream can be
/// written from several threads at once.
///
/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
package struct SplitMix64: Sendable, Equatable {
  package var state: UInt64
  package static let gamma: UInt64 = 0x9E37_79B9_7F4A_7C15

  package init(state: UInt64) { self.state = state }

  package mutating func next() -> UInt64 {
    state &+= Self.gamma
    return Self.mix(state)
  }

  /// Moves on by `count` outputs.
  package mutating func skip(_ count: Int) { state &+= UInt64(count) &* Self.gamma }

  /// The output that follows after `index` others.
  @inline(__always)
  func output(_ index: Int) -> UInt64 { Self.mix(state &+ (UInt64(index) &+ 1) &* Self.gamma) }

  /// A bijection that spreads each bit of a word over all of them.
  @inline(__always)
  package static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Uniform scalars in `low ..< high`: the top 24 bits of one output each.
package func fillUniform(
  _ y: UnsafeMutablePointer<Float>, count: Int, low: Float, high: Float, from random: SplitMix64
) {
  Threads.forEachRange(count) { range in
    for i in range { y[i] = low + Float(random.output(i) >> 40) * 0x1p-24 * (high - low) }
  }
}

/// Normal scalars by the Box–Muller transform, one output for each pair.
///
/// With `bound`, values further than `bound` standard deviations from the mean are drawn again.
package func fillNormal(
  _ y: UnsafeMutablePointer<Float>, count: Int, mean: Float, deviation: Float, bound: Float? = nil,
  from random: SplitMix64
) {
  Threads.forEachRange((count + 1) / 2) { range in
    for pair in range {
      var (first, second) = normalPair(random.output(pair))
      if let bound {
        var retry = SplitMix64(state: random.output(pair) ^ 0xA5A5_A5A5_5A5A_5A5A)
        while abs(first) > bound { first = normalPair(retry.next()).0 }
        while abs(second) > bound { second = normalPair(retry.next()).1 }
      }
      y[2 * pair] = mean + deviation * first
      if 2 * pair + 1 < count { y[2 * pair + 1] = mean + deviation * second }
    }
  }
}

private func normalPair(_ bits: UInt64) -> (Float, Float) {
  let radius = (-2 * logf((Float(bits >> 40) + 1) * 0x1p-24)).squareRoot()
  let angle = 2 * Float.pi * Float((bits << 24) >> 40) * 0x1p-24
  return (radius * cosf(angle), radius * sinf(angle))
}
