import Basics

/// A Gaussian blur of images, which go on beyond their borders as in a mirror.
struct GaussianFilter {
  /// The weight of a pixel, and those of its neighbors at distance 1, 2, …, together 1 for both sides.
  private let weights: [Float]

  /// - Parameter sigma: The standard deviation in pixels; pixels further away than three of it do not
  ///   count.
  init(sigma: Float) {
    let radius = Int((3 * sigma).rounded(.up))
    let values = (0...radius).map { expf(-Float($0 * $0) / (2 * sigma * sigma)) }
    let sum = 2 * values.reduce(0, +) - 1
    weights = values.map { $0 / sum }
  }

  private var radius: Int { weights.count - 1 }

  /// Blurs each channel.
  func callAsFunction(_ image: PlanarImage) {
    let (height, width) = (image.layout.height, image.layout.width)
    withScratch(image.size + width + 2 * radius) { scratch in
      for channel in 0..<image.layout.channels {
        let plane = image.plane(channel)
        for row in 0..<height {
          blurRow(
            plane + row * width, width: width, padded: scratch + image.size,
            into: scratch + row * width)
        }
        for row in 0..<height {
          blurColumns(
            of: scratch, row: row, image.layout.size, into: plane + row * width)
        }
      }
    }
  }

  /// Blurs one row along itself; `padded` is room for it and `radius` more on both sides.
  private func blurRow(
    _ x: UnsafePointer<Float>, width: Int, padded: UnsafeMutablePointer<Float>,
    into y: UnsafeMutablePointer<Float>
  ) {
    let first = padded + radius
    first.update(from: x, count: width)
    for step in 1..<max(1, radius + 1) {
      first[-step] = x[Self.mirrored(-step, width)]
      first[width - 1 + step] = x[Self.mirrored(width - 1 + step, width)]
    }
    let middle = weights[0]
    for column in 0..<width { y[column] = middle * first[column] }
    for step in 1..<max(1, radius + 1) {
      add(first - step, first + step, times: weights[step], to: y, count: width)
    }
  }

  /// Blurs the columns at one row.
  private func blurColumns(
    of x: UnsafePointer<Float>, row: Int, _ size: ImageSize, into y: UnsafeMutablePointer<Float>
  ) {
    let (width, middle) = (size.width, weights[0])
    let line = x + row * width
    for column in 0..<width { y[column] = middle * line[column] }
    for step in 1..<max(1, radius + 1) {
      add(
        x + Self.mirrored(row - step, size.height) * width,
        x + Self.mirrored(row + step, size.height) * width, times: weights[step], to: y,
        count: width)
    }
  }

  @inline(__always)
  private func add(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, times weight: Float,
    to y: UnsafeMutablePointer<Float>, count: Int
  ) {
    for i in 0..<count { y[i] += weight * (a[i] + b[i]) }
  }

  /// The pixel that a mirror at the outermost ones shows at `place`.
  private static func mirrored(_ place: Int, _ size: Int) -> Int {
    if place >= 0 && place < size { return place }
    let period = 2 * max(1, size - 1)
    let rest = abs(place) % period
    return size == 1 ? 0 : min(rest, period - rest)
  }
}
