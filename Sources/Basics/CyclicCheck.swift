/// A cyclic redundancy check of 32 bits, lowest bit first.
package struct CyclicCheck: Sendable {
  /// Of zip and PNG (ISO 3309).
  package static let crc32 = CyclicCheck(polynomial: 0xEDB8_8320)
  /// Of TFRecord (Castagnoli's polynomial, RFC 3720, appendix B.4).
  package static let crc32c = CyclicCheck(polynomial: 0x82F6_3B78)

  /// What a byte does to the sum.
  private let table: [UInt32]

  private init(polynomial: UInt32) {
    table = (0..<256).map { byte in
      (0..<8).reduce(UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1) * polynomial }
    }
  }

  package func sum(of bytes: some Sequence<UInt8>) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { sum, byte in
      sum >> 8 ^ table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)]
    }
  }
}
