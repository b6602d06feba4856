/// The scalar that stands for each byte of each channel: byte/255, times a factor, plus a shift.
package struct ByteTable: Sendable {
  /// The number of channels.
  let channels: Int
  private let scalars: [Float]

  /// A table for as many channels as there are scales.
  package init(_ scales: [(factor: Float, shift: Float)]) {
    channels = scales.count
    scalars = scales.flatMap { scale in
      (0..<256).map { Float($0) / 255 * scale.factor + scale.shift }
    }
  }

  func withTable(of channel: Int, _ body: (UnsafePointer<Float>) -> Void) {
    scalars.withUnsafeBufferPointer { body($0.baseAddress! + channel * 256) }
  }
}

/// Blocks of `width` bytes as scalars: block i of `y` is block `indices[i]` of `x`, whose bytes are of
/// the table's channels in turn.
package func lookUp(
  _ x: UnsafeBufferPointer<UInt8>, indices: [Int], width: Int, in table: ByteTable,
  into y: UnsafeMutablePointer<Float>
) {
  guard let base = x.baseAddress else { return }
  let channels = table.channels
  Threads.forEachRange(indices.count, grain: max(1, (1 << 15) / max(width, 1))) { range in
    for channel in 0..<channels {
      table.withTable(of: channel) { scalars in
        for i in range {
          let (source, target) = (base + indices[i] * width, y + i * width)
          for j in stride(from: channel, to: width, by: channels) {
            target[j] = scalars[Int(source[j])]
          }
        }
      }
    }
  }
}
