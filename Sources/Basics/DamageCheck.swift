/// A checksum of 64 bits of pieces of memory: it tells damage, not malice.
///
/// Every step is a bijection of the state for a given word and of the word for a given state, so that
/// a change within one word is always noticed.
package struct DamageCheck: Sendable {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

  package init() {}

  /// The checksum of the pieces so far.
  package var value: UInt64 { state }

  /// Adds a piece; its length counts too.
  package mutating func add(_ bytes: UnsafeRawBufferPointer) {
    let words = bytes.count / 8
    var state = self.state
    if let base = bytes.baseAddress {
      for i in 0..<words {
        Self.mix(UInt64(littleEndian: (base + 8 * i).loadUnaligned(as: UInt64.self)), into: &state)
      }
    }
    var rest: UInt64 = 0
    for byte in bytes[(8 * words)...].reversed() { rest = rest << 8 | UInt64(byte) }
    Self.mix(rest, into: &state)
    Self.mix(UInt64(bytes.count), into: &state)
    self.state = state
  }

  @inline(__always)
  private static func mix(_ word: UInt64, into state: inout UInt64) {
    state = (state ^ word) &* 0xBF58_476D_1CE4_E5B9
    state ^= state >> 32
  }
}
