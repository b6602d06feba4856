import Basics
import Kernels
import Tensor

/// The form of the images of a dataset: their size, gray or of colors, and what their bytes are to a
/// network.
public struct ImageFormat: Sendable, Hashable, Codable {
  /// In pixels.
  public var height: Int
  /// In pixels.
  public var width: Int
  /// The bytes of a pixel: 1 of gray images, 3 of red, green and blue.
  public var channels: Int
  /// What a network is to see. Bytes of ink are stored as 0 for paper and 255 for full ink whatever the
  /// polarity was; those of photographs as they are.
  public var values: PixelValues

  /// A form; by default of gray ink on paper. A size below 0 or another number of channels is a programming
  /// error.
  public init(height: Int, width: Int, channels: Int = 1, values: PixelValues = .ink()) {
    require(
      height >= 0 && width >= 0 && (channels == 1 || channels == 3),
      "ImageFormat: expected 1 or 3 channels and a size from 0 on, got \(height)×\(width)×\(channels)"
    )
    self.height = height
    self.width = width
    self.channels = channels
    self.values = values
  }

  /// The shape of an image: `[height, width, channels]`.
  public var shape: Shape { [height, width, channels] }

  /// The bytes of an image.
  public var byteCount: Int { height * width * channels }

  /// How the kernels see it.
  var layout: PixelLayout { PixelLayout(height: height, width: width, channels: channels) }

  /// The same form in another size.
  func resized(height: Int, width: Int) -> ImageFormat {
    ImageFormat(height: height, width: width, channels: channels, values: values)
  }
}

extension ImageFormat {
  /// A form that was encoded.
  ///
  /// - Throws: `DecodingError` if something is missing, a size is negative, or there are other than 1 or 3
  ///   channels.
  public init(from decoder: any Decoder) throws {
    let form = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      height: try form.decode(.height, expected: "a height from 0 on") { $0 >= 0 },
      width: try form.decode(.width, expected: "a width from 0 on") { $0 >= 0 },
      channels: try form.decode(.channels, expected: "1 or 3 channels") { $0 == 1 || $0 == 3 },
      values: try form.decode(PixelValues.self, forKey: .values))
  }
}

extension ImageFormat: CustomStringConvertible {
  /// `28×28 pixels, gray, ink`.
  public var description: String {
    let color = channels == 3 ? "color" : "gray"
    let kind =
      values.isInk ? "ink" : "photograph of mean \(values.mean) and deviation \(values.deviation)"
    return "\(height)×\(width) pixels, \(color), \(kind)"
  }
}
