/// How a file may store a scalar, always little-endian.
package enum StoredScalar: Sendable {
  case half, brain, single, double

  /// Bytes of one scalar.
  package var size: Int {
    switch self {
    case .half, .brain: 2
    case .single: 4
    case .double: 8
    }
  }
}

/// Reads `count` stored scalars, at any alignment, as single precision.
///
/// Halves are read exactly; doubles are rounded, beyond the range to infinity.
package func convert(
  _ bytes: UnsafeRawPointer, from stored: StoredScalar, count: Int,
  into y: UnsafeMutablePointer<Float>
) {
  @inline(__always)
  func loop<Bits: FixedWidthInteger>(_ type: Bits.Type, _ value: (Bits) -> Float) {
    let size = MemoryLayout<Bits>.size
    for i in 0..<count {
      y[i] = value(Bits(littleEndian: (bytes + i * size).loadUnaligned(as: type)))
    }
  }
  switch stored {
  case .half: loop(UInt16.self) { single(fromHalf: $0) }
  case .brain: loop(UInt16.self) { Float(bitPattern: UInt32($0) << 16) }
  case .single: loop(UInt32.self) { Float(bitPattern: $0) }
  case .double: loop(UInt64.self) { Float(Double(bitPattern: $0)) }
  }
}

/// An IEEE half as single precision; `Float16` does not exist on every platform.
@inline(__always)
private func single(fromHalf bits: UInt16) -> Float {
  let sign = UInt32(bits & 0x8000) << 16
  let magnitude = UInt32(bits & 0x7FFF) << 13
  // Infinity and NaN keep their mantissa; for the rest a product moves the exponent's bias from 15
  // to 127, subnormals included.
  let isFinite = magnitude < 0x7C00 << 13
  let value = isFinite ? Float(bitPattern: magnitude) * 0x1p112 : .nan
  return Float(bitPattern: sign | (isFinite ? value.bitPattern : magnitude | 0x7F80_0000))
}
