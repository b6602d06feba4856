import Basics

/// What the bytes of a picture are to a network: ink on paper, or a photograph.
///
/// Ink is 1 and paper 0, whichever of them is dark, so that what lies beyond an image and what nobody
/// wrote on are nothing. The values of a photograph are brought to mean 0 and deviation 1 channel by
/// channel, as networks that were trained elsewhere want them.
///
/// ```swift
/// let drawings = ImagePreprocessing(
///   height: 28, width: 28, values: .ink(.lightOnDark))
/// let photographs = ImagePreprocessing(
///   height: 84, width: 84, channels: 3, values: .imageNet)
/// ```
public struct PixelValues: Sendable, Hashable {
  /// Which pixels are ink and which are paper.
  public enum Polarity: String, Sendable, Hashable, Codable, CaseIterable {
    /// Black is ink and white is paper: gray values are inverted.
    case darkOnLight
    /// White is ink and black is paper: gray values stay as they are.
    case lightOnDark
  }

  /// Of ink on paper which pixels are ink; nil for photographs.
  public let polarity: Polarity?
  /// What is subtracted from values of 0 to 1: one number, or one for each channel.
  public let mean: [Float]
  /// What the difference is divided by: as many numbers as `mean` has.
  public let deviation: [Float]

  private init(polarity: Polarity?, mean: [Float], deviation: [Float]) {
    self.polarity = polarity
    self.mean = mean
    self.deviation = deviation
  }

  /// Ink on paper: from 0 for paper to 1 for full ink.
  public static func ink(_ polarity: Polarity = .darkOnLight) -> PixelValues {
    PixelValues(polarity: polarity, mean: [0], deviation: [1])
  }

  /// A photograph: (value − mean) / deviation, where values go from 0 for black to 1.
  ///
  /// - Parameters:
  ///   - mean: One finite number, or one for red, green and blue each.
  ///   - deviation: As many, all above 0; anything else is a programming error.
  public static func photograph(mean: [Float], deviation: [Float]) -> PixelValues {
    require(
      isPossible(mean: mean, deviation: deviation),
      "PixelValues: expected 1 or 3 finite means and as many deviations above 0, got "
        + "\(mean) and \(deviation)")
    return PixelValues(polarity: nil, mean: mean, deviation: deviation)
  }

  /// Photographs as nearly all networks trained on ImageNet want them: mean 0.485, 0.456, 0.406 and
  /// deviation 0.229, 0.224, 0.225 of red, green and blue.
  public static let imageNet = photograph(
    mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225])

  /// Whether it is ink on paper.
  public var isInk: Bool { polarity != nil }

  /// Whether a network sees both alike: ink is ink, whichever of it and paper was dark in the files.
  package func looksLike(_ other: PixelValues) -> Bool {
    isInk == other.isInk && mean == other.mean && deviation == other.deviation
  }

  /// What a value of 0 to 1 is multiplied with, and what is added then, for each channel. Of gray images
  /// with three means, gray's share of them.
  package func scales(channels: Int) -> [(factor: Float, shift: Float)] {
    let (means, deviations) = (fitted(mean, to: channels), fitted(deviation, to: channels))
    return zip(means, deviations).map { (1 / $1, -$0 / $1) }
  }

  private func fitted(_ values: [Float], to channels: Int) -> [Float] {
    if values.count == channels { return values }
    if values.count == 1 { return Array(repeating: values[0], count: channels) }
    return [0.299 * values[0] + 0.587 * values[1] + 0.114 * values[2]]
  }

  private static func isPossible(mean: [Float], deviation: [Float]) -> Bool {
    [1, 3].contains(mean.count) && deviation.count == mean.count
      && mean.allSatisfy(\.isFinite) && deviation.allSatisfy { $0 > 0 && $0.isFinite }
  }
}

extension PixelValues: Codable {
  private enum CodingKeys: CodingKey { case polarity, mean, deviation }

  /// Writes the polarity of ink, or mean and deviation.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    if let polarity { return try values.encode(polarity, forKey: .polarity) }
    try values.encode(mean, forKey: .mean)
    try values.encode(deviation, forKey: .deviation)
  }

  /// Reads what `encode(to:)` wrote.
  ///
  /// - Throws: `DecodingError` if something is missing or unknown, or the numbers are not those that
  ///   `photograph(mean:deviation:)` takes.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    if let polarity = try values.decodeIfPresent(Polarity.self, forKey: .polarity) {
      self = .ink(polarity)
      return
    }
    let mean = try values.decode([Float].self, forKey: .mean)
    let deviation = try values.decode([Float].self, forKey: .deviation)
    guard Self.isPossible(mean: mean, deviation: deviation) else {
      throw DecodingError.dataCorruptedError(
        forKey: .mean, in: values,
        debugDescription: "expected 1 or 3 finite means and as many deviations above 0, found "
          + "\(mean) and \(deviation)")
    }
    self = .photograph(mean: mean, deviation: deviation)
  }
}
