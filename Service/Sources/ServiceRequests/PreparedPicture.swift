import DatasetFiles
import OneShot

/// A picture, and what a network is shown of it.
public struct PreparedPicture: Sendable {
  /// As it came.
  public let picture: Picture
  /// `height · width · channels` bytes of the network's input.
  public let pixels: [UInt8]

  /// Decodes a picture and brings it to the size of a network's input.
  ///
  /// - Throws: ``Problem`` if it is damaged or has too many pixels.
  public init(_ picture: Picture, as preprocessing: ImagePreprocessing) throws(Problem) {
    self.picture = picture
    do throws(FileProblem) {
      let bitmap = try preprocessing.decode(
        picture.bytes, maximumPixels: Picture.maximumPixels, path: "the picture")
      pixels = preprocessing(bitmap.pixels, height: bitmap.height, width: bitmap.width)
    } catch {
      throw Problem(
        .unprocessableContent, "The picture cannot be read.", found: error.found,
        expected: error.expected)
    }
  }

  /// What the network is shown, as a PNG file in which ink is as dark or light as it was.
  public func input(of preprocessing: ImagePreprocessing) throws -> [UInt8] {
    let isTurned = preprocessing.values.polarity == .darkOnLight
    return try PNG.encode(
      Bitmap(
        width: preprocessing.width, height: preprocessing.height, channels: preprocessing.channels,
        pixels: isTurned ? pixels.map { 255 - $0 } : pixels))
  }
}
