import Kernels

/// A source of random numbers that gives the same sequence for the same seed, on every platform and
/// whatever the number of threads.
///
/// The algorithm is SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): fast, of 64 bits of state, not
/// for cryptography.
///
/// ```swift
/// var random = SeededGenerator(seed: 1)
/// let noise = Tensor.normal([2, 3], using: &random)
/// let order = (0..<10).shuffled(using: &random)
/// ```
public struct SeededGenerator: RandomNumberGenerator, Sendable, Equatable {
  package var stream: SplitMix64

  /// A generator whose sequence is determined by `seed`.
  public init(seed: UInt64) { stream = SplitMix64(state: seed) }

  /// A generator for one step of a run: its sequence is determined by both numbers, so that a run that
  /// goes on in its middle draws what it would have drawn.
  public init(seed: UInt64, step: Int) {
    var seeds = SeededGenerator(seed: seed &+ UInt64(bitPattern: Int64(step)))
    self = seeds.split()
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 { stream.next() }

  /// The whole state, from which `init(state:)` goes on with the same sequence.
  public var state: UInt64 { stream.state }

  /// A generator that goes on where another with this `state` stood.
  public init(state: UInt64) { stream = SplitMix64(state: state) }

  /// A generator of an independent sequence, drawn from this one.
  public mutating func split() -> SeededGenerator {
    SeededGenerator(seed: next() ^ 0x6A09_E667_F3BC_C909)
  }
}
