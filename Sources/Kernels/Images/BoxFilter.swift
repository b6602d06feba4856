/// Writes the mean of the square of pixels within `radius` of each pixel; beyond the border lies 0.
package func boxFilter(
  _ x: UnsafeBufferPointer<UInt8>, count: Int, height: Int, width: Int, radius: Int,
  into y: UnsafeMutablePointer<UInt8>
) {
  guard let base = x.baseAddress else { return }
  let size = height * width
  let area = (2 * radius + 1) * (2 * radius + 1)
  Threads.forEach(count) { image in
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: size) { rows in
      let source = base + image * size
      for row in 0..<height {
        for column in 0..<width {
          var sum: Int32 = 0
          for k in max(0, column - radius)...min(width - 1, column + radius) {
            sum &+= Int32(source[row &* width &+ k])
          }
          rows[row &* width &+ column] = sum
        }
      }
      let target = y + image * size
      for row in 0..<height {
        for column in 0..<width {
          var sum: Int32 = 0
          for k in max(0, row - radius)...min(height - 1, row + radius) {
            sum &+= rows[k &* width &+ column]
          }
          target[row &* width &+ column] = UInt8((Int(sum) + area / 2) / area)
        }
      }
    }
  }
}
