import Basics

/// All that a training image may go through: another pen or another camera, a part of it, an affine
/// map, an elastic distortion, other colors.
///
/// However many of them there are, an image is sampled once: resampling blurs, and blur adds up. What
/// happens, in this order:
///
/// 1. Strokes are thickened, at the size of the source, where their edges are sharp.
/// 2. The crop chooses the part of the image that fills the result; flips mirror it; the affine map
///    and the elastic field distort it about its middle. What the part lacks then comes from the rest
///    of the image, and beyond the image is the fill.
/// 3. Each pixel of the result is looked up where all that leads.
/// 4. Colors change, the image becomes gray, is blurred, and a rectangle is covered.
///
/// Each part is nil, or has a probability of 0, unless it is set.
///
/// ```swift
/// let ink = ImageDistortion(
///   affine: .handwriting, elastic: ElasticAugmentation(),
///   strokes: StrokeAugmentation())
/// let photographs = ImageDistortion(
///   crop: RandomResizedCrop(scale: 0.35...1), flips: RandomFlip(),
///   colors: ColorJitter(), erasing: RandomErasing())
/// let images = dataset.images(
///   at: batch, height: 84, width: 84, distortion: photographs,
///   using: &random)
/// ```
public struct ImageDistortion: Sendable, Hashable {
  /// Turns, shears, scales and shifts, or nil for none.
  public var affine: AffineAugmentation?
  /// Bends, or nil for none.
  public var elastic: ElasticAugmentation?
  /// Thickens and thins strokes, or nil for none; for ink, which is above paper, 0.
  public var strokes: StrokeAugmentation?
  /// Chooses a part of the image, or nil for all of it.
  public var crop: RandomResizedCrop?
  /// Exchanges left and right, top and bottom, or nil for neither.
  public var flips: RandomFlip?
  /// What shows where there was no image; default 0 in all channels: paper, or black.
  public var fill = ImageFill.zero
  /// Changes brightness, contrast, saturation and hue, or nil for none.
  public var colors: ColorJitter?
  /// How probable it is that a colored image loses its colors, 0 to 1; default 0.
  public var gray: Float = 0
  /// Blurs, or nil for none.
  public var blur: GaussianBlur?
  /// Covers a rectangle, or nil for none.
  public var erasing: RandomErasing?

  /// The given distortions; those that are not given do nothing.
  ///
  /// - Parameters:
  ///   - crop: Chooses a part of the image; default all of it.
  ///   - flips: Exchanges left and right, top and bottom; default neither.
  ///   - affine: Turns, shears, scales and shifts; default nothing.
  ///   - elastic: Bends; default nothing.
  ///   - strokes: Thickens and thins strokes; default nothing.
  ///   - colors: Changes brightness, contrast, saturation and hue; default nothing.
  ///   - gray: How probable it is that a colored image loses its colors, 0 to 1; default 0.
  ///   - blur: Blurs; default nothing.
  ///   - erasing: Covers a rectangle; default nothing.
  ///   - fill: What shows where there was no image; default 0.
  public init(
    crop: RandomResizedCrop? = nil, flips: RandomFlip? = nil, affine: AffineAugmentation? = nil,
    elastic: ElasticAugmentation? = nil, strokes: StrokeAugmentation? = nil,
    colors: ColorJitter? = nil, gray: Float = 0, blur: GaussianBlur? = nil,
    erasing: RandomErasing? = nil, fill: ImageFill = .zero
  ) {
    (self.crop, self.flips, self.affine, self.elastic) = (crop, flips, affine, elastic)
    (self.strokes, self.colors, self.gray) = (strokes, colors, gray)
    (self.blur, self.erasing, self.fill) = (blur, erasing, fill)
  }

  /// The affine maps of Koch, Zemel and Salakhutdinov, 2015, alone: the defaults of
  /// ``AffineAugmentation``.
  public static let koch = ImageDistortion(affine: AffineAugmentation())

  /// For photographs of things, whose left and right may be exchanged: parts of 0.35 to 1 of the area,
  /// half of them mirrored, with brightness, contrast and saturation from 0.6 to 1.4 and hues up to a
  /// tenth of a turn away.
  public static let photographs = ImageDistortion(
    crop: RandomResizedCrop(scale: 0.35...1), flips: RandomFlip(), colors: ColorJitter())
}

extension ImageDistortion: Codable {
  private enum CodingKeys: CodingKey {
    case affine, elastic, strokes, crop, flips, fill, colors, gray, blur, erasing
  }

  /// Reads what `encode(to:)` wrote; what is missing does nothing.
  ///
  /// - Throws: `DecodingError` if a part is not what its initializer takes.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func part<Part: Decodable>(_ key: CodingKeys) throws -> Part? {
      try values.decodeIfPresent(Part.self, forKey: key)
    }
    self.init(
      crop: try part(.crop), flips: try part(.flips), affine: try part(.affine),
      elastic: try part(.elastic), strokes: try part(.strokes), colors: try part(.colors),
      gray: values.contains(.gray) ? try values.decodeProbability(.gray) : 0,
      blur: try part(.blur), erasing: try part(.erasing), fill: try part(.fill) ?? .zero)
  }

  /// Writes the parts that do something.
  ///
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encodeIfPresent(affine, forKey: .affine)
    try values.encodeIfPresent(elastic, forKey: .elastic)
    try values.encodeIfPresent(strokes, forKey: .strokes)
    try values.encodeIfPresent(crop, forKey: .crop)
    try values.encodeIfPresent(flips, forKey: .flips)
    if fill != .zero { try values.encode(fill, forKey: .fill) }
    try values.encodeIfPresent(colors, forKey: .colors)
    if gray != 0 { try values.encode(gray, forKey: .gray) }
    try values.encodeIfPresent(blur, forKey: .blur)
    try values.encodeIfPresent(erasing, forKey: .erasing)
  }
}
