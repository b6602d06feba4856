import Datasets
import Kernels

/// The images of a dataset in one square picture, row by row, as TensorBoard's projector wants them.
struct ImageSprite {
  /// Of one image, in pixels.
  let tileWidth: Int
  let tileHeight: Int
  /// Images in a row, and rows.
  let side: Int
  let channels: Int
  /// Row by row from the top.
  private(set) var pixels: [UInt8]

  /// The largest picture that browsers take, in pixels.
  private static let largest = 8192

  /// Images that would make too large a picture are thinned to every second pixel, or fewer.
  init(of dataset: ImageDataset, at positions: [Int]) throws {
    var side = 1
    while side * side < positions.count { side += 1 }
    let (height, width, channels) = (dataset.height, dataset.width, dataset.channels)
    let step = max(1, (side * max(height, width) + Self.largest - 1) / Self.largest)
    tileHeight = (height + step - 1) / step
    tileWidth = (width + step - 1) / step
    (self.side, self.channels) = (side, channels)
    let rowLength = side * tileWidth * channels
    // Ink is dark on paper that is light.
    let isInk = dataset.format.values.isInk
    pixels = [UInt8](repeating: 255, count: side * tileHeight * rowLength)
    for (place, position) in positions.enumerated() {
      let image = try dataset.store.bytes(at: [position])
      let start = place / side * tileHeight * rowLength + place % side * tileWidth * channels
      for y in 0..<tileHeight {
        for x in 0..<tileWidth {
          let source = (y * step * width + x * step) * channels
          let target = start + y * rowLength + x * channels
          for channel in 0..<channels {
            let value = image[source + channel]
            pixels[target + channel] = isInk ? 255 - value : value
          }
        }
      }
    }
  }

  /// The picture as a PNG file.
  var png: [UInt8] {
    packedPNG(
      width: side * tileWidth, height: side * tileHeight, channels: channels, pixels: pixels)
  }
}
