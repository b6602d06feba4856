import OneShot

/// Pictures in color whose values change slowly from place to place, each its own: made when they are
/// asked for.
struct SmoothPictures: ImageSource {
  let count: Int
  /// The height and the width, in pixels.
  let size: Int

  /// Straight lines between random values at the corners of 6×6 cells.
  func pixels(at position: Int) -> [UInt8] {
    let cells = 6
    var random = SeededGenerator(seed: 1, "smooth", position)
    let corners = (0..<(cells + 1) * (cells + 1) * 3).map { _ in
      Float.random(in: 0...255, using: &random)
    }
    let step = Float(cells) / Float(size)
    var pixels = [UInt8](repeating: 0, count: size * size * 3)
    for row in 0..<size {
      for column in 0..<size {
        let (y, x) = (Float(row) * step, Float(column) * step)
        let (down, right) = (y - y.rounded(.down), x - x.rounded(.down))
        let first = (Int(y) * (cells + 1) + Int(x)) * 3
        let below = first + (cells + 1) * 3
        for channel in 0..<3 {
          let (a, b) = (corners[first + channel], corners[first + 3 + channel])
          let (c, d) = (corners[below + channel], corners[below + 3 + channel])
          let (upper, lower) = (a + (b - a) * right, c + (d - c) * right)
          pixels[(row * size + column) * 3 + channel] = UInt8(upper + (lower - upper) * down)
        }
      }
    }
    return pixels
  }
}

extension ImageDataset {
  /// Smooth pictures in classes of a hundred.
  static func smooth(count: Int, size: Int) -> ImageDataset {
    let perClass = 100
    return ImageDataset(
      name: "smooth",
      format: ImageFormat(height: size, width: size, channels: 3, values: .imageNet),
      groups: ["smooth"],
      classes: (0..<(count + perClass - 1) / perClass).map { number in
        Class(
          name: "\(number)", group: 0,
          images: Array(number * perClass..<min(count, (number + 1) * perClass)))
      },
      source: SmoothPictures(count: count, size: size))
  }
}
