/// Red-green-blue pixels with their channels exchanged in turn: after one turn red is what green was,
/// green what blue was and blue what red was.
package func rotateChannels(
  _ x: UnsafeBufferPointer<UInt8>, turns: Int, into y: UnsafeMutablePointer<UInt8>
) {
  let (red, green, blue) = (turns % 3, (turns + 1) % 3, (turns + 2) % 3)
  for pixel in stride(from: 0, to: x.count - 2, by: 3) {
    y[pixel] = x[pixel + red]
    y[pixel + 1] = x[pixel + green]
    y[pixel + 2] = x[pixel + blue]
  }
}

/// The mean over red-green-blue pixels of how far the largest channel is above the smallest, 0 to 255.
package func colorfulness(_ x: UnsafeBufferPointer<UInt8>) -> Double {
  var sum = 0
  for pixel in stride(from: 0, to: x.count - 2, by: 3) {
    let (red, green, blue) = (x[pixel], x[pixel + 1], x[pixel + 2])
    sum += Int(max(red, max(green, blue)) - min(red, min(green, blue)))
  }
  return Double(sum) / Double(max(1, x.count / 3))
}
