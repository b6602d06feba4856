import Basics
import Files
import Foundation
import Kernels
import Tensor

/// Something that ``EventWriter`` records under a tag.
public struct EventSummary: Sendable {
  /// The field of `Summary.Value` (tensorflow/core/framework/summary.proto) that holds it.
  private let field: Int
  /// That field's contents; a scalar is a number instead.
  private let content: Content

  private enum Content: Sendable {
    case number(Float)
    case message(Data)
  }

  private init(field: Int, _ content: Content) {
    self.field = field
    self.content = content
  }

  /// A number, kept as `Float`; infinite and NaN are allowed.
  public static func scalar(_ value: Double) -> EventSummary {
    EventSummary(field: 2, .number(Float(value)))
  }

  /// How the scalars of a tensor of any shape are distributed, in buckets of one width between the least
  /// and the greatest.
  ///
  /// - Parameters:
  ///   - tensor: The scalars; those that are infinite or NaN are left out. If none is left, the histogram
  ///     is empty.
  ///   - buckets: How many buckets, at least one; default 30, as TensorBoard's own writer has it.
  public static func histogram(_ tensor: Tensor, buckets: Int = 30) -> EventSummary {
    require(buckets > 0, "EventSummary: expected at least one bucket, got \(buckets)")
    let scalars = tensor.scalars
    let found = ScalarSummary(scalars)
    guard found.count > 0 else { return EventSummary(field: 5, .message(Data())) }
    let counts = found.counts(of: scalars, in: buckets)
    let width = (found.maximum - found.minimum) / Double(buckets)
    var writer = WireWriter()
    writer.add(1, found.minimum)
    writer.add(2, found.maximum)
    writer.add(3, Double(found.count))
    writer.add(4, found.sum)
    writer.add(5, found.sumOfSquares)
    writer.add(
      6, (1...buckets).map { $0 == buckets ? found.maximum : found.minimum + Double($0) * width })
    writer.add(7, counts.map(Double.init))
    return EventSummary(field: 5, .message(writer.data))
  }

  /// A picture, kept as PNG.
  ///
  /// - Parameter image: `[height, width, channels]` or `[1, height, width, channels]`, with 1 channel for
  ///   gray or 3 for red, green and blue, from 0 (black) to 1 (white); what lies outside is cut off.
  public static func image(_ image: Tensor) -> EventSummary {
    var sizes = image.shape.dimensions
    if sizes.count == 4 && sizes[0] == 1 { sizes.removeFirst() }
    require(
      sizes.count == 3 && [1, 3].contains(sizes[2]) && image.count > 0,
      "EventSummary: expected an image [height, width, 1 or 3], got \(image.shape)")
    let (height, width, channels) = (sizes[0], sizes[1], sizes[2])
    let pixels = image.scalars.map { UInt8(max(0, min(1, $0.isNaN ? 0 : $0)) * 255 + 0.5) }
    let png = packedPNG(width: width, height: height, channels: channels, pixels: pixels)
    var writer = WireWriter()
    writer.add(1, Int64(height))
    writer.add(2, Int64(width))
    writer.add(3, Int64(channels))
    writer.add(4, Data(png))
    return EventSummary(field: 4, .message(writer.data))
  }

  /// A message `Summary.Value`.
  func value(tag: String) -> Data {
    var writer = WireWriter()
    writer.add(1, tag)
    switch content {
    case .number(let number): writer.add(field, number)
    case .message(let message): writer.add(field, message, isGiven: true)
    }
    return writer.data
  }
}
