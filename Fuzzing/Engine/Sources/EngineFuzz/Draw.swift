import OneShot

/// Random choices of a case.
struct Draw {
  var random: SeededGenerator

  init(_ random: SeededGenerator) { self.random = random }

  mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  mutating func float(_ range: ClosedRange<Float>) -> Float {
    Float.random(in: range, using: &random)
  }

  /// Whether one of `chances` came true.
  mutating func one(in chances: Int) -> Bool { int(1...chances) == 1 }

  mutating func one<Element>(of choices: [Element]) -> Element {
    choices[int(0...choices.count - 1)]
  }

  /// Channels that do and do not fill vectors: ones, primes, powers of two and what lies beside them.
  mutating func channels(_ most: Int = 70) -> Int {
    let awkward = [1, 2, 3, 4, 5, 7, 8, 9, 13, 15, 16, 17, 24, 31, 32, 33, 64, 67].filter {
      $0 <= most
    }
    return one(in: 3) ? int(1...most) : one(of: awkward)
  }

  /// Normal scalars; now and then with many zeros, or of another scale.
  mutating func tensor(_ shape: Shape, extremes: Bool = false) -> Tensor {
    var result = Tensor.normal(shape, using: &random)
    if one(in: 8) { result = result * (Tensor.uniform(shape, using: &random) .> Tensor(0.5)) }
    if extremes && one(in: 8) { result = result * one(of: [1e-20, 1e-6, 1e4]) }
    return result
  }

  mutating func normal(_ shape: Shape) -> Tensor { .normal(shape, using: &random) }
}
