import DatasetFiles
import Foundation
import OneShot

/// Writes a picture of tasks as PNG.
public func write(_ picture: TaskPicture, to url: URL) throws {
  let bitmap = Bitmap(
    width: picture.width, height: picture.height, channels: picture.channels,
    pixels: picture.pixels)
  try PNG.write(bitmap, to: url)
}
