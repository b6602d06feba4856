/// Takes rows of values of 1, 2, 4 or 8 bits apart, the leftmost value in the highest bits.
///
/// - Parameter stride: The bytes of a row of `x`.
package func unpackBits(
  _ x: UnsafePointer<UInt8>, stride: Int, bits: Int, height: Int, width: Int,
  into y: UnsafeMutablePointer<UInt8>
) {
  let mask = UInt8(truncatingIfNeeded: 1 << bits - 1)
  for row in 0..<height {
    let (source, target) = (x + row * stride, y + row * width)
    for column in 0..<width {
      let bit = column &* bits
      target[column] = source[bit >> 3] >> UInt8(truncatingIfNeeded: 8 &- bits &- bit & 7) & mask
    }
  }
}

/// Packs pixels of 0 or 255 eight into a byte, the leftmost in the highest bit; each row begins with a
/// byte of its own.
///
/// - Parameter y: `height · ⌈width / 8⌉` bytes.
package func packBits(
  _ x: UnsafePointer<UInt8>, height: Int, width: Int, into y: UnsafeMutablePointer<UInt8>
) {
  let stride = (width + 7) / 8
  for row in 0..<height {
    let (source, target) = (x + row * width, y + row * stride)
    for byte in 0..<stride {
      var packed: UInt8 = 0
      for column in byte * 8..<min(width, byte * 8 + 8) where source[column] != 0 {
        packed |= 0x80 >> UInt8(truncatingIfNeeded: column & 7)
      }
      target[byte] = packed
    }
  }
}

/// The entry of a table for each byte.
///
/// - Parameter table: 256 entries of `channels` bytes.
package func lookUp(
  _ x: UnsafePointer<UInt8>, count: Int, in table: UnsafePointer<UInt8>, channels: Int,
  into y: UnsafeMutablePointer<UInt8>
) {
  for i in 0..<count {
    let entry = table + Int(x[i]) &* channels
    for channel in 0..<channels { y[i &* channels &+ channel] = entry[channel] }
  }
}

/// The entry of a table for each number of two bytes, the higher one first; past its end the last one.
package func lookUpWide(
  _ x: UnsafePointer<UInt8>, count: Int, in table: UnsafeBufferPointer<UInt8>,
  into y: UnsafeMutablePointer<UInt8>
) {
  for i in 0..<count {
    y[i] = table[min(Int(x[2 * i]) << 8 | Int(x[2 * i + 1]), table.count - 1)]
  }
}

/// Takes pixels of one number apart, whose bytes are stored lowest first: the bits of each mask, as a
/// part of 255 that is rounded down.
///
/// - Parameters:
///   - bytes: Of a pixel, from 1 to 4.
///   - masks: One for each channel of `y`, each of adjacent bits.
package func separateFields(
  _ x: UnsafePointer<UInt8>, count: Int, bytes: Int, masks: [UInt32],
  into y: UnsafeMutablePointer<UInt8>
) {
  let channels = masks.count
  for (channel, mask) in masks.enumerated() {
    let shift = UInt32(truncatingIfNeeded: mask == 0 ? 0 : mask.trailingZeroBitCount)
    let largest = UInt64(max(mask >> shift, 1))
    for i in 0..<count {
      var number: UInt32 = 0
      for byte in 0..<bytes {
        number |= UInt32(x[i &* bytes &+ byte]) << UInt32(truncatingIfNeeded: 8 &* byte)
      }
      let value = UInt64((number & mask) >> shift)
      y[i &* channels &+ channel] = UInt8(truncatingIfNeeded: value &* 255 / largest)
    }
  }
}
