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

/// One picture in a file.
public func picture(
  _ path: String, _ preprocessing: ImagePreprocessing
) throws(FileProblem) -> Tensor {
  try ImageFolder.image(at: URL(filePath: path), as: preprocessing)
}
