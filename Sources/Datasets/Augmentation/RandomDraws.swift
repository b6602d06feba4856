import Tensor

extension SeededGenerator {
  /// Uniform in 0 ..< 1: the standard library does not promise the same floats in each version.
  mutating func unit() -> Float { Float(next() >> 40) * 0x1p-24 }

  /// Uniform in the range.
  mutating func float(in range: ClosedRange<Float>) -> Float {
    range.lowerBound + unit() * (range.upperBound - range.lowerBound)
  }

  /// A whole number of the range.
  mutating func int(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() >> 33) % range.count
  }

  /// True with the given probability.
  mutating func chance(_ probability: Float) -> Bool { unit() < probability }

  /// One of the elements.
  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[int(in: 0...elements.count - 1)]
  }

  /// Of mean 0 and standard deviation 1, never beyond ±3.
  mutating func spread() -> Float { stream.nextSpread() }
}
