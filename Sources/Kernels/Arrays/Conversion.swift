/// How a file may store a scalar, always little-endian.
package enum StoredScalar: Sendable {
  /// An integer from −128 to 127.
  case byte
  case half, brain, single, double
  /// A byte that is 0 or not.
  case bool
  case uint8, int16, uint16, int32, uint32, int64, uint64

  /// Bytes of one scalar.
  package var size: Int {
    switch self {
    case .byte, .bool, .uint8: 1
    case .half, .brain, .int16, .uint16: 2
    case .single, .int32, .uint32: 4
    case .double, .int64, .uint64: 8
    }
  }

  /// Whether it has a fraction; else it is an integer or a truth value.
  package var isFloating: Bool {
    switch self {
    case .half, .brain, .single, .double: true
    default: false
    }
  }
}

/// Reads `count` stored scalars, at any alignment, as single precision.
///
/// Halves are read exactly; doubles and integers are rounded, beyond the range to infinity. The lowest
/// byte comes first unless they are `bigEndian`.
package func convert(
  _ bytes: UnsafeRawPointer, from stored: StoredScalar, bigEndian: Bool = false, count: Int,
  into y: UnsafeMutablePointer<Float>
) {
  @inline(__always)
  func loop<Bits: FixedWidthInteger>(_ type: Bits.Type, _ value: (Bits) -> Float) {
    let size = MemoryLayout<Bits>.size
    for i in 0..<count {
      let bits = (bytes + i * size).loadUnaligned(as: type)
      y[i] = value(bigEndian ? Bits(bigEndian: bits) : Bits(littleEndian: bits))
    }
  }
  switch stored {
  case .byte: loop(Int8.self) { Float($0) }
  case .half: loop(UInt16.self) { single(fromHalf: $0) }
  case .brain: loop(UInt16.self) { Float(bitPattern: UInt32($0) << 16) }
  case .single: loop(UInt32.self) { Float(bitPattern: $0) }
  case .double: loop(UInt64.self) { Float(Double(bitPattern: $0)) }
  case .bool: loop(UInt8.self) { $0 == 0 ? 0 : 1 }
  case .uint8: loop(UInt8.self) { Float($0) }
  case .int16: loop(Int16.self) { Float($0) }
  case .uint16: loop(UInt16.self) { Float($0) }
  case .int32: loop(Int32.self) { Float($0) }
  case .uint32: loop(UInt32.self) { Float($0) }
  case .int64: loop(Int64.self) { Float($0) }
  case .uint64: loop(UInt64.self) { Float($0) }
  }
}

/// The nearest integer of a type, ties to even; the ends of its range beyond them, 0 for NaN.
private func cut<Whole: FixedWidthInteger>(_ x: Float, _ type: Whole.Type) -> Whole {
  if x.isNaN { return 0 }
  // As floats the ends may be rounded up, to what is beyond the range already.
  if x >= Float(Whole.max) { return .max }
  if x <= Float(Whole.min) { return .min }
  return Whole(x.rounded(.toNearestOrEven))
}

/// Writes `count` scalars as they are to be stored, at any alignment: rounded to the nearest, ties to
/// even, and beyond the range to infinity; integers are cut to their range, and NaN becomes 0 there.
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
  case .byte: loop { cut($0, Int8.self) }
  case .half: loop(half)
  case .brain: loop(brain)
  case .single: loop { $0.bitPattern }
  case .double: loop { Double($0).bitPattern }
  case .bool: loop { $0 == 0 ? UInt8(0) : 1 }
  case .uint8: loop { cut($0, UInt8.self) }
  case .int16: loop { cut($0, Int16.self) }
  case .uint16: loop { cut($0, UInt16.self) }
  case .int32: loop { cut($0, Int32.self) }
  case .uint32: loop { cut($0, UInt32.self) }
  case .int64: loop { cut($0, Int64.self) }
  case .uint64: loop { cut($0, UInt64.self) }
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
