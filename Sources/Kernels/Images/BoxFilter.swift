/// Writes the mean of the square of pixels within `radius` of each pixel, channel by channel.
///
/// - Parameter padsWithZeros: Whether 0 lies beyond the border; else pixels outside do not count.
package func boxFilter(
  _ x: UnsafeBufferPointer<UInt8>, layout: PixelLayout, radius: Int, padsWithZeros: Bool = true,
  into y: UnsafeMutablePointer<UInt8>
) {
  guard let base = x.baseAddress, layout.count > 0 else { return }
  Threads.forEach(x.count / layout.count) { image in
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: layout.count) { sums in
      let (source, target) = (base + image * layout.count, y + image * layout.count)
      sumRows(source, layout, radius, into: sums)
      for row in 0..<layout.height {
        let rows = max(0, row - radius)...min(layout.height - 1, row + radius)
        for column in 0..<layout.stride {
          var sum: Int32 = 0
          for k in rows { sum &+= sums[k &* layout.stride &+ column] }
          let columns = reach(column / layout.channels, radius, layout.width).count
          let area =
            padsWithZeros ? (2 * radius + 1) * (2 * radius + 1) : rows.count * columns
          target[row &* layout.stride &+ column] = UInt8((Int(sum) + area / 2) / area)
        }
      }
    }
  }
}

/// The sum along each row of the pixels within `radius`.
private func sumRows(
  _ x: UnsafePointer<UInt8>, _ layout: PixelLayout, _ radius: Int,
  into sums: UnsafeMutableBufferPointer<Int32>
) {
  let (width, channels) = (layout.width, layout.channels)
  for row in 0..<layout.height {
    for column in 0..<width {
      let columns = reach(column, radius, width)
      for channel in 0..<channels {
        var sum: Int32 = 0
        for k in columns { sum &+= Int32(x[(row &* width &+ k) &* channels &+ channel]) }
        sums[(row &* width &+ column) &* channels &+ channel] = sum
      }
    }
  }
}

private func reach(_ position: Int, _ radius: Int, _ count: Int) -> ClosedRange<Int> {
  max(0, position - radius)...min(count - 1, position + radius)
}
