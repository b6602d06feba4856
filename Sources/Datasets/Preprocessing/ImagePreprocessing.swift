import Basics
import Kernels
import Tensor

/// How a gray picture of any size becomes an image of a dataset: the size, what happens to other
/// proportions, and which of dark and light is the ink.
///
/// What a network has learned from images prepared in one way, it recognizes in images prepared in
/// the same way: this small value can be stored beside its weights.
///
/// ```swift
/// let preparation = ImagePreprocessing(height: 35, width: 35)
/// let signs = try ImageFolder.load(URL(filePath: "signs"), as: preparation)
/// let query = try ImageFolder.image(
///   at: URL(filePath: "photo.jpg"), as: preparation)
/// query.shape  // [1, 35, 35, 1]
/// ```
public struct ImagePreprocessing: Sendable, Hashable {
  /// What happens to a picture of other proportions than the image.
  public enum Fit: String, Sendable, Hashable, Codable, CaseIterable {
    /// The picture keeps its proportions, and paper fills the rest on both sides evenly.
    case padded
    /// The picture is stretched or squeezed to fill the image.
    case stretched
  }

  /// Which pixels are ink, 255 in a dataset, and which are paper, 0.
  public enum Polarity: String, Sendable, Hashable, Codable, CaseIterable {
    /// Black is ink and white is paper: gray values are inverted.
    case darkOnLight
    /// White is ink and black is paper: gray values stay as they are.
    case lightOnDark
  }

  /// Of the image, in pixels.
  public let height: Int
  /// Of the image, in pixels.
  public let width: Int
  /// What happens to other proportions.
  public let fit: Fit
  /// Which pixels are ink.
  public let polarity: Polarity

  /// The most pixels that an image may have, 2²⁶.
  static let maximumPixels = 1 << 26

  /// A way to prepare pictures; a size that is not positive, or of more than 2²⁶ pixels, is a
  /// programming error.
  ///
  /// - Parameters:
  ///   - height: Of the image, in pixels.
  ///   - width: Of the image, in pixels.
  ///   - fit: What happens to other proportions; by default they are kept.
  ///   - polarity: Which pixels are ink; by default the dark ones.
  public init(
    height: Int, width: Int, fit: Fit = .padded, polarity: Polarity = .darkOnLight
  ) {
    require(
      Self.isPossible(height: height, width: width),
      "ImagePreprocessing: cannot make images of \(height)×\(width) pixels")
    self.height = height
    self.width = width
    self.fit = fit
    self.polarity = polarity
  }

  private static func isPossible(height: Int, width: Int) -> Bool {
    height > 0 && width > 0 && height <= maximumPixels / width
  }

  /// The shape of an image that it prepares: `[height, width, 1]`.
  public var imageShape: Shape { [height, width, 1] }

  /// The image that a picture becomes: `self.height · self.width` bytes, row by row, 0 for paper and
  /// 255 for ink.
  ///
  /// Where the picture is larger, each pixel is the mean of the area that it covers; where it is
  /// smaller, pixels lie on straight lines between its own.
  ///
  /// - Parameters:
  ///   - gray: `height · width` bytes, row by row, 0 for black and 255 for white; another number is a
  ///     programming error.
  ///   - height: Of the picture, in pixels.
  ///   - width: Of the picture, in pixels.
  public func callAsFunction(_ gray: [UInt8], height: Int, width: Int) -> [UInt8] {
    require(
      height > 0 && width > 0 && gray.count == height * width,
      "ImagePreprocessing: a picture of \(height)×\(width) pixels, got \(gray.count) bytes")
    let size = self.height * self.width
    return [UInt8](unsafeUninitializedCapacity: size) { target, count in
      count = size
      guard let base = target.baseAddress else { return }
      prepare(gray, height: height, width: width, into: base)
    }
  }

  /// Writes the image that a picture becomes to `target`.
  package func prepare(
    _ gray: [UInt8], height: Int, width: Int, into target: UnsafeMutablePointer<UInt8>
  ) {
    if height == self.height && width == self.width {
      gray.withUnsafeBufferPointer { source in
        guard let base = source.baseAddress else { return }
        if polarity == .darkOnLight {
          invert(source, into: target)
        } else {
          target.update(from: base, count: source.count)
        }
      }
      return
    }
    let part = extent(height: height, width: width)
    let corner = (self.height - part.height) / 2 * self.width + (self.width - part.width) / 2
    target.update(repeating: 0, count: self.height * self.width)
    let resample = Resampling(
      height: height, width: width, targetHeight: part.height, targetWidth: part.width)
    gray.withUnsafeBufferPointer { source in
      guard let base = source.baseAddress else { return }
      resample.resize(
        base, mask: polarity == .darkOnLight ? 255 : 0, into: target + corner, stride: self.width)
    }
  }

  /// How much of the image a picture fills.
  private func extent(height: Int, width: Int) -> (height: Int, width: Int) {
    func scaled(_ length: Int, by numerator: Int, over denominator: Int) -> Int {
      max(1, (2 * length * numerator + denominator) / (2 * denominator))
    }
    if fit == .stretched { return (self.height, self.width) }
    if height * self.width > width * self.height {
      return (self.height, scaled(width, by: self.height, over: height))
    }
    return (scaled(height, by: self.width, over: width), self.width)
  }
}

extension ImagePreprocessing: Codable {
  private enum CodingKeys: CodingKey { case height, width, fit, polarity }

  /// Reads what `encode(to:)` wrote.
  ///
  /// - Throws: `DecodingError` if something is missing or unknown, or the size is not one that
  ///   `init(height:width:fit:polarity:)` takes.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let height = try values.decode(Int.self, forKey: .height)
    let width = try values.decode(Int.self, forKey: .width)
    guard Self.isPossible(height: height, width: width) else {
      throw DecodingError.dataCorruptedError(
        forKey: .height, in: values,
        debugDescription: "found images of \(height)×\(width) pixels, expected a size from 1×1 on, "
          + "of at most \(Self.maximumPixels) pixels")
    }
    self.init(
      height: height, width: width, fit: try values.decode(Fit.self, forKey: .fit),
      polarity: try values.decode(Polarity.self, forKey: .polarity))
  }
}
