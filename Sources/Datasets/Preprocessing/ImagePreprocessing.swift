import Basics
import Kernels
import Tensor

/// How a picture of any size becomes an image of a dataset: the size, gray or color, what happens to
/// other proportions, and what the bytes are to a network.
///
/// What a network has learned from images prepared in one way, it recognizes in images prepared in
/// the same way: this small value can be stored beside its weights.
///
/// ```swift
/// let preparation = ImagePreprocessing.photographs(height: 84, width: 84)
/// let birds = try ImageFolder.load(URL(filePath: "birds"), as: preparation)
/// let query = try ImageFolder.image(
///   at: URL(filePath: "photo.jpg"), as: preparation)
/// query.shape  // [1, 84, 84, 3]
/// ```
public struct ImagePreprocessing: Sendable, Hashable {
  /// What happens to a picture of other proportions than the image.
  public enum Fit: String, Sendable, Hashable, Codable, CaseIterable {
    /// The picture keeps its proportions, and the background fills the rest on both sides evenly.
    case padded
    /// The picture keeps its proportions and is resized until its shorter side fills the image; what
    /// stands out on both sides is cut off evenly.
    case cropped
    /// The picture is stretched or squeezed to fill the image.
    case stretched
  }

  /// How pixels are computed where the picture is larger or smaller than the image. Where it is larger
  /// all of them take part, so that nothing flickers.
  public enum Interpolation: String, Sendable, Hashable, Codable, CaseIterable {
    /// The mean of the area that a pixel covers; straight lines between pixels where images grow.
    case area
    /// Pillow's `BILINEAR`, and torchvision's with antialiasing.
    case bilinear
    /// Pillow's `BICUBIC`, and torchvision's with antialiasing: sharper.
    case bicubic
  }

  /// Of the image, in pixels.
  public let height: Int
  /// Of the image, in pixels.
  public let width: Int
  /// 1 for gray images, 3 for red, green and blue.
  public let channels: Int
  /// What happens to other proportions.
  public let fit: Fit
  /// What the bytes of the image are to a network.
  public let values: PixelValues
  /// How pixels are computed.
  public let interpolation: Interpolation
  /// Of pictures that are cropped the length of the shorter side before that, in pixels; nil for just as
  /// long as the image needs.
  public let shorterSide: Int?
  /// What transparent pixels are shown on, and what fills the rest of a padded image.
  public let background: PixelColor
  /// How many times larger than the image a JPEG must still be in both directions if it is decoded at a
  /// half, a quarter or an eighth of its size, which is much faster; nil for always at its whole size.
  /// Pillow's `thumbnail` has 2, at which hardly a pixel is more than a few levels away.
  public var reducingGap: Float? {
    didSet {
      require(
        Self.isPossible(reducingGap: reducingGap),
        "ImagePreprocessing: expected a gap of at least 1, got \(reducingGap ?? 0)")
    }
  }

  /// The most pixels that an image may have, 2²⁶.
  static let maximumPixels = 1 << 26

  /// A way to prepare pictures; a size that is not positive, or of more than 2²⁶ pixels, is a
  /// programming error.
  ///
  /// - Parameters:
  ///   - height: Of the image, in pixels.
  ///   - width: Of the image, in pixels.
  ///   - channels: 1 for gray images, to which colors give their luma, or 3 for colors. Default 1.
  ///   - fit: What happens to other proportions; by default ink is padded and photographs are cropped.
  ///   - values: What the bytes are to a network; default dark ink on light paper.
  ///   - interpolation: How pixels are computed; default areas for ink, bilinear for photographs.
  ///   - shorterSide: Of pictures that are cropped the length of the shorter side before that, such as 256
  ///     where 224×224 are cropped; less than the image's height or width, or with another fit, is a
  ///     programming error. Default just as long as the image needs.
  ///   - background: What transparent pixels are shown on, and what fills the rest of a padded image;
  ///     default the paper of ink, white for photographs.
  public init(
    height: Int, width: Int, channels: Int = 1, fit: Fit? = nil, values: PixelValues = .ink(),
    interpolation: Interpolation? = nil, shorterSide: Int? = nil, background: PixelColor? = nil
  ) {
    require(
      Self.isPossible(height: height, width: width),
      "ImagePreprocessing: cannot make images of \(height)×\(width) pixels")
    let fit = fit ?? (values.isInk ? .padded : .cropped)
    require(
      Self.isPossible(channels: channels),
      "ImagePreprocessing: expected 1 or 3 channels, got \(channels)")
    require(
      Self.isPossible(shorterSide: shorterSide, fit: fit, height: height, width: width),
      "ImagePreprocessing: a shorter side of \(shorterSide ?? 0) does not fit \(height)×\(width) \(fit)"
    )
    self.height = height
    self.width = width
    self.channels = channels
    self.fit = fit
    self.values = values
    self.interpolation = interpolation ?? (values.isInk ? .area : .bilinear)
    self.shorterSide = shorterSide
    self.background = background ?? (values.polarity == .lightOnDark ? .black : .white)
  }

  /// Photographs in color, resized so that the shorter side fills the image, with the middle cut out.
  ///
  /// - Parameters:
  ///   - height: Of the image, in pixels.
  ///   - width: Of the image, in pixels.
  ///   - values: Default ``PixelValues/imageNet``.
  public static func photographs(
    height: Int, width: Int, values: PixelValues = .imageNet
  ) -> ImagePreprocessing {
    ImagePreprocessing(height: height, width: width, channels: 3, values: values)
  }

  /// The form of an image that it prepares.
  public var format: ImageFormat {
    ImageFormat(height: height, width: width, channels: channels, values: values)
  }

  /// The shape of an image that it prepares: `[height, width, channels]`.
  public var imageShape: Shape { format.shape }

  private static func isPossible(height: Int, width: Int) -> Bool {
    height > 0 && width > 0 && height <= maximumPixels / width
  }

  private static func isPossible(channels: Int) -> Bool {
    channels == 1 || channels == 3
  }

  private static func isPossible(reducingGap: Float?) -> Bool {
    reducingGap.map { $0 >= 1 && $0.isFinite } ?? true
  }

  private static func isPossible(shorterSide: Int?, fit: Fit, height: Int, width: Int) -> Bool {
    guard let shorterSide else { return true }
    return fit == .cropped && shorterSide >= max(height, width) && shorterSide <= 1 << 16
  }
}

extension ImagePreprocessing: Codable {
  private enum CodingKeys: CodingKey {
    case height, width, channels, fit, values, interpolation, shorterSide, background, reducingGap
  }

  /// Reads what `encode(to:)` wrote.
  ///
  /// - Throws: `DecodingError` if something is missing or unknown, or not what the initializer takes.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let height = try values.decode(Int.self, forKey: .height)
    let width = try values.decode(Int.self, forKey: .width)
    let channels = try values.decode(Int.self, forKey: .channels)
    let fit = try values.decode(Fit.self, forKey: .fit)
    let shorterSide = try values.decodeIfPresent(Int.self, forKey: .shorterSide)
    let pixels = try values.decode(PixelValues.self, forKey: .values)
    func check(_ isPossible: Bool, _ key: CodingKeys, _ found: String) throws {
      if isPossible { return }
      throw DecodingError.dataCorruptedError(
        forKey: key, in: values, debugDescription: "found \(found)")
    }
    try check(
      Self.isPossible(height: height, width: width), .height,
      "images of \(height)×\(width) pixels, expected a size from 1×1 on, of at most "
        + "\(Self.maximumPixels) pixels")
    try check(
      Self.isPossible(channels: channels), .channels,
      "\(channels) channels, expected 1 or 3")
    try check(
      Self.isPossible(shorterSide: shorterSide, fit: fit, height: height, width: width),
      .shorterSide, "a shorter side of \(shorterSide ?? 0) of \(height)×\(width) \(fit)")
    self.init(
      height: height, width: width, channels: channels, fit: fit, values: pixels,
      interpolation: try values.decode(Interpolation.self, forKey: .interpolation),
      shorterSide: shorterSide,
      background: try values.decode(PixelColor.self, forKey: .background))
    let gap = try values.decodeIfPresent(Float.self, forKey: .reducingGap)
    try check(
      Self.isPossible(reducingGap: gap), .reducingGap, "a gap of \(gap ?? 0), expected at least 1")
    reducingGap = gap
  }
}
