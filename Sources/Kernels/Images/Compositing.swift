/// What transparent pixels lie on: red, green and blue.
package typealias Backdrop = (red: UInt8, green: UInt8, blue: UInt8)

/// `color` over `backdrop` where `alpha` of 255 parts of it are opaque, in the values as they are stored
/// and rounded to the nearest.
@inline(__always)
private func over(_ backdrop: UInt8, _ color: UInt8, _ alpha: UInt8) -> UInt8 {
  let sum =
    UInt32(color) &* UInt32(alpha) &+ UInt32(backdrop) &* UInt32(255 &- alpha) &+ 128
  return UInt8(truncatingIfNeeded: (sum >> 8 &+ sum) >> 8)
}

/// Red-green-blue of pixels of red, green, blue and alpha.
package func composite(
  rgba x: UnsafePointer<UInt8>, count: Int, over backdrop: Backdrop,
  into y: UnsafeMutablePointer<UInt8>
) {
  for i in 0..<count {
    let alpha = x[4 * i + 3]
    y[3 * i] = over(backdrop.red, x[4 * i], alpha)
    y[3 * i + 1] = over(backdrop.green, x[4 * i + 1], alpha)
    y[3 * i + 2] = over(backdrop.blue, x[4 * i + 2], alpha)
  }
}

/// Red-green-blue of pixels of gray and alpha.
package func composite(
  grayAlpha x: UnsafePointer<UInt8>, count: Int, over backdrop: Backdrop,
  into y: UnsafeMutablePointer<UInt8>
) {
  for i in 0..<count {
    let (gray, alpha) = (x[2 * i], x[2 * i + 1])
    y[3 * i] = over(backdrop.red, gray, alpha)
    y[3 * i + 1] = over(backdrop.green, gray, alpha)
    y[3 * i + 2] = over(backdrop.blue, gray, alpha)
  }
}

/// Red-green-blue of pixels of red, green, blue and alpha whose colors were multiplied by it before.
package func composite(
  premultiplied x: UnsafePointer<UInt8>, count: Int, over backdrop: Backdrop,
  into y: UnsafeMutablePointer<UInt8>
) {
  for i in 0..<count {
    let alpha = x[4 * i + 3]
    let (red, green, blue) = (x[4 * i], x[4 * i + 1], x[4 * i + 2])
    y[3 * i] = UInt8(clamping: Int(red) + Int(over(backdrop.red, 0, alpha)))
    y[3 * i + 1] = UInt8(clamping: Int(green) + Int(over(backdrop.green, 0, alpha)))
    y[3 * i + 2] = UInt8(clamping: Int(blue) + Int(over(backdrop.blue, 0, alpha)))
  }
}

/// Gray three times, as red, green and blue.
package func replicate(
  gray x: UnsafePointer<UInt8>, count: Int, into y: UnsafeMutablePointer<UInt8>
) {
  for i in 0..<count {
    let gray = x[i]
    (y[3 * i], y[3 * i + 1], y[3 * i + 2]) = (gray, gray, gray)
  }
}

/// Red-green-blue of cyan, magenta, yellow and black as Adobe stores them: 255 is no ink.
package func rgb(
  ofInvertedCMYK x: UnsafePointer<UInt8>, count: Int, into y: UnsafeMutablePointer<UInt8>
) {
  for i in 0..<count {
    let light = x[4 * i + 3]
    for channel in 0..<3 { y[3 * i + channel] = light &- over(0, 255 &- x[4 * i + channel], light) }
  }
}

/// Bytes of pixels of 16-bit channels: the upper ones, or the nearest part of 255. If the last channel
/// is alpha, the others were multiplied by it, and are divided again.
package func narrow(
  _ x: UnsafePointer<UInt16>, count: Int, channels: Int, isLastAlpha: Bool, isRounded: Bool,
  into y: UnsafeMutablePointer<UInt8>
) {
  func byte(_ word: UInt32) -> UInt8 {
    UInt8(truncatingIfNeeded: isRounded ? (word &* 255 &+ 32895) >> 16 : word >> 8)
  }

  guard isLastAlpha else {
    for i in 0..<count * channels { y[i] = byte(UInt32(x[i])) }
    return
  }
  for i in 0..<count {
    let (source, target) = (x + i * channels, y + i * channels)
    let alpha = UInt32(source[channels - 1])
    for channel in 0..<channels - 1 {
      let whole = alpha == 0 ? 0 : (UInt32(source[channel]) &* 65535 &+ alpha / 2) / alpha
      target[channel] = byte(min(whole, 65535))
    }
    target[channels - 1] = byte(alpha)
  }
}

/// Red, green, blue and an alpha of 255, which is opaque.
package func addAlpha(
  rgb x: UnsafePointer<UInt8>, count: Int, into y: UnsafeMutablePointer<UInt8>
) {
  for i in 0..<count {
    for channel in 0..<3 { y[4 * i + channel] = x[3 * i + channel] }
    y[4 * i + 3] = 255
  }
}

/// Red, green and blue without the alpha behind them.
package func dropAlpha(
  rgba x: UnsafePointer<UInt8>, count: Int, into y: UnsafeMutablePointer<UInt8>
) {
  for i in 0..<count { for channel in 0..<3 { y[3 * i + channel] = x[4 * i + channel] } }
}
