/// How a file may store a scalar, always little-endian.
package enum StoredScalar: Sendable {
  /// An integer from −128 to 127.
  case byte
  case half, brain, single, double

  /// Bytes of one scalar.
  package var size: Int {
    switch self {
    case .byte: 1
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
  case .byte: loop(Int8.self) { Float($0) }
  case .half: loop(UInt16.self) { single(fromHalf: $0) }
  case .brain: loop(UInt16.self) { Float(bitPattern: UInt32($0) << 16) }
  case .single: loop(UInt32.self) { Float(bitPattern: $0) }
  case .double: loop(UInt64.self) { Float(Double(bitPattern: $0)) }
  }
}

/// Writes `count` scalars as they are to be stored, at any alignment: rounded to the nearest, ties to
/// even, and beyond the range to infinity; bytes are cut to their range, and NaN becomes 0 there.
package func convert(
  _ x: UnsafePointer<Float>, count: Int, to stored: StoredScalar,
  into bytes: UnsafeMutableRawPointer
) {
  @inline(__always)
  func loop<Bits: FixedWidthInteger>(_ bits: (Float) -> Bits) {
    let size = MemoryLayout<Bits>.size
    for i in 0..<count {
      (bytes + i * size).storeBytes(of: bits(x[i]).littleEndian, as: Bits.self)
    }
  }
  switch stored {
  case .byte: loop { $0.isNaN ? 0 : Int8(max(-128, min(127, $0.rounded(.toNearestOrEven)))) }
  case .half: loop(half)
  case .brain: loop(brain)
  case .single: loop { $0.bitPattern }
  case .double: loop { Double($0).bitPattern }
  }
}

/// The nearest bfloat16: the upper half of a single, rounded.
@inline(__always)
private func brain(_ x: Float) -> UInt16 {
  let bits = x.bitPattern
  // Of NaN the mantissa must not be rounded away.
  if x.isNaN { return UInt16(bits >> 16) | 0x40 }
  return UInt16((bits + 0x7FFF + (bits >> 16 & 1)) >> 16)
}

/// The nearest IEEE half.
@inline(__always)
private func half(_ x: Float) -> UInt16 {
  let sign = UInt16(x.bitPattern >> 16 & 0x8000)
  let bits = x.bitPattern & 0x7FFF_FFFF
  if x.isNaN { return sign | 0x7E00 }
  // From 2¹⁶ on: infinity. What lies below and rounds up to it gets there by its carry.
  if bits >= 0x4780_0000 { return sign | 0x7C00 }
  // Below 2⁻¹⁴: subnormal, a multiple of 2⁻²⁴, which is what a sum near 1/2 is rounded to.
  if bits < 0x3880_0000 {
    let sum = (Float(bitPattern: bits) + 0.5).bitPattern
    return sign | UInt16(sum - Float(0.5).bitPattern)
  }
  // The exponent's bias moves from 127 to 15, and 13 bits of the mantissa are rounded away.
  return sign | UInt16((bits + 0x0FFF + (bits >> 13 & 1) - (112 << 23)) >> 13)
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
