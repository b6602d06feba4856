import Kernels

/// A stream of random numbers: a seed and a path of purposes below it, the same on every platform and
/// whatever the number of threads.
///
/// Every purpose has a stream of its own, and every step of it has: they follow from the seed and
/// from what they are for, by a hash, never by addition. So the batches of seed 1 share nothing with
/// those of seed 2, nor with the dropout of seed 1, and a run that goes on in its middle draws what it
/// would have drawn.
///
/// ```swift
/// var random = SeededGenerator(seed: 1)
/// let noise = Tensor.normal([2, 3], using: &random)
/// var batch = SeededGenerator(seed: 1, "batches", 700)    // for step 700
/// let order = (0..<10).shuffled(using: &batch)
/// ```
///
/// The numbers of a stream are those of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): fast, of 64
/// bits of state, not for cryptography.
public struct SeededGenerator: RandomNumberGenerator, Sendable, Equatable {
  /// What the seed and the path are hashed to; drawing does not change it.
  private let key: UInt64
  package var stream: SplitMix64

  /// The stream at the root of `seed`.
  public init(seed: UInt64) {
    key = seed
    stream = SplitMix64(state: seed)
  }

  /// The stream of one purpose below `seed`, such as `SeededGenerator(seed: 1, "batches", step)`.
  public init(seed: UInt64, _ purpose: String, _ numbers: Int...) {
    self = SeededGenerator(seed: seed).child(purpose, numbers)
  }

  /// The stream of one purpose below this one, whatever was drawn from this one until now.
  ///
  /// - Parameters:
  ///   - purpose: What it is for, such as `dropout`.
  ///   - numbers: Which of its kind, such as a step and the number of an image; default none.
  public func child(_ purpose: String, _ numbers: Int...) -> SeededGenerator {
    child(purpose, numbers)
  }

  private func child(_ purpose: String, _ numbers: [Int]) -> SeededGenerator {
    var hash = PathHash(key)
    let name = Array(purpose.utf8)
    // Lengths come first, so that no two paths read alike.
    hash.add(UInt64(name.count))
    for byte in name { hash.add(UInt64(byte)) }
    hash.add(UInt64(numbers.count))
    for number in numbers { hash.add(UInt64(bitPattern: Int64(number))) }
    return SeededGenerator(seed: hash.value)
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 { stream.next() }

  /// A stream of its own, drawn from this one.
  public mutating func split() -> SeededGenerator {
    SeededGenerator(seed: next() ^ 0x6A09_E667_F3BC_C909)
  }
}

/// Words hashed one after another, each by the mixer of SplitMix64, which is a bijection.
private struct PathHash {
  private(set) var value: UInt64

  init(_ key: UInt64) { value = SplitMix64.mix(key ^ 0xBB67_AE85_84CA_A73B) }

  mutating func add(_ word: UInt64) {
    value = SplitMix64.mix(SplitMix64.mix(value &+ SplitMix64.gamma) ^ word)
  }
}
