/// Writes 255 minus each byte: turns ink on paper into light on dark.
package func invert(_ x: UnsafeBufferPointer<UInt8>, into y: UnsafeMutablePointer<UInt8>) {
  for i in 0..<x.count { y[i] = 255 &- x[i] }
}

/// Copies blocks of `width` bytes: block i of `y` is block `indices[i]` of `x`.
package func gatherBytes(
  _ x: UnsafeBufferPointer<UInt8>, indices: [Int], width: Int, into y: UnsafeMutablePointer<UInt8>
) {
  guard let base = x.baseAddress else { return }
  Threads.forEachRange(indices.count, grain: max(1, (1 << 18) / max(width, 1))) { range in
    for i in range { (y + i * width).update(from: base + indices[i] * width, count: width) }
  }
}

/// The gray of red-green-blue pixels: the luma of ITU-R BT.601, which JPEG stores, in units of 2⁻¹⁶.
package func gray(
  ofRGB x: UnsafePointer<UInt8>, count: Int, into y: UnsafeMutablePointer<UInt8>
) {
  for i in 0..<count {
    let (red, green, blue) = (UInt32(x[3 * i]), UInt32(x[3 * i + 1]), UInt32(x[3 * i + 2]))
    y[i] = UInt8((19595 &* red &+ 38470 &* green &+ 7471 &* blue &+ 32768) >> 16)
  }
}
