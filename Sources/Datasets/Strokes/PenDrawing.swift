import Basics
import Kernels

/// What a round pen draws: strokes through points, as a screen or a tablet records them.
///
/// ```swift
/// let cross = PenDrawing(
///   [[.init(x: 20, y: 20), .init(x: 80, y: 80)],
///    [.init(x: 80, y: 20), .init(x: 20, y: 80)]],
///   width: 100, height: 100)
/// let picture = cross.bitmap(longerSide: 105)
/// ```
public struct PenDrawing: Sendable, Hashable {
  /// A place on the paper, from its upper left corner.
  public struct Point: Sendable, Hashable {
    /// To the right.
    public var x: Float
    /// Downward.
    public var y: Float
    /// When the pen was there, in milliseconds from the drawing's first point; 0 where nobody knows.
    public var time: Float

    /// A place on the paper.
    ///
    /// - Parameters:
    ///   - x: To the right.
    ///   - y: Downward.
    ///   - time: In milliseconds from the drawing's first point; default 0: not known.
    public init(x: Float, y: Float, time: Float = 0) {
      self.x = x
      self.y = y
      self.time = time
    }
  }

  /// The largest coordinate, on either side of 0, in parts of the paper's longer side.
  public static let farthest: Float = 1e4

  /// Lines with corners at the points; one of a single point is a dot, and one without any nothing.
  public let strokes: [[Point]]
  /// Of the paper, in the unit of the coordinates.
  public let width: Float
  /// Of the paper, in the unit of the coordinates.
  public let height: Float
  /// The pen's diameter, in the unit of the coordinates.
  public let pen: Float

  /// A drawing; what lies beyond the paper is not seen. Whether it is possible `isPossible` tells; an
  /// impossible one is a programming error.
  ///
  /// - Parameters:
  ///   - strokes: One after another, each from its first point to its last.
  ///   - width: Of the paper, in the unit of the coordinates; above 0.
  ///   - height: Of the paper; above 0.
  ///   - pen: The pen's diameter; default nil: the 35th part of the paper's longer side. Omniglot's is the
  ///     21st part.
  public init(_ strokes: [[Point]], width: Float, height: Float, pen: Float? = nil) {
    let pen = pen ?? max(width, height) / 35
    require(
      Self.isPossible(strokes, width: width, height: height, pen: pen),
      "PenDrawing: a paper of \(width)×\(height), a pen of \(pen), or points far from it")
    self.strokes = strokes
    self.width = width
    self.height = height
    self.pen = pen
  }

  /// Whether the paper has a size, the pen is no broader than it is long, and every point lies no
  /// farther from its corner than ``farthest`` says.
  ///
  /// - Parameters:
  ///   - strokes: The points.
  ///   - width: Of the paper.
  ///   - height: Of the paper.
  ///   - pen: The pen's diameter; default nil, the paper's own.
  public static func isPossible(
    _ strokes: [[Point]], width: Float, height: Float, pen: Float? = nil
  ) -> Bool {
    let side = max(width, height)
    let pen = pen ?? side / 35
    guard width > 0, height > 0, (1e-6...1e6).contains(side), pen > 0, pen <= side else {
      return false
    }
    let reach = side * farthest
    return strokes.allSatisfy { $0.allSatisfy { abs($0.x) <= reach && abs($0.y) <= reach } }
  }

  /// The drawing on a square whose sides are as long as the paper's longer one: 255 for full ink, row by row.
  ///
  /// - Parameter size: Of the square, in pixels, 1 … 4096; another one is a programming error.
  public func ink(size: Int) -> [UInt8] {
    require((1...4096).contains(size), "PenDrawing: a picture of \(size) pixels a side")
    let side = max(width, height)
    var raster = StrokeRaster()
    for stroke in strokes where !stroke.isEmpty {
      raster.add(x: stroke.map { $0.x / side }, y: stroke.map { $0.y / side }, isSmooth: false)
    }
    let drawing = StrokeRaster.Drawing(
      strokes: 0..<raster.strokes.count, map: .identity, radius: pen / side / 2,
      looseness: .init(shift: 0, turn: 0, stretch: 0, wobble: 0), random: SplitMix64(state: 0))
    return raster.images(of: [drawing], size: size)
  }
}
