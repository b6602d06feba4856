import Basics
import Kernels
import Tensor

/// How another drawing of the same strokes differs: another pen, another hand, another speed.
///
/// An image can be turned and bent only as a whole. Of strokes it is known which ink belongs together, so that
/// each can go its own way: the crossbar of a T slips, its stem leans, and both stay lines of one width. Lake,
/// Salakhutdinov and Tenenbaum, "Human-level concept learning through probabilistic program induction", 2015,
/// learn such variations; here their sizes are given.
///
/// ```swift
/// var variation = PenVariation()
/// variation.tremor = 0.02
/// let more = strokes.redrawn(copies: 8, with: variation, seed: 1)
/// ```
///
/// Amounts are standard deviations, never exceeded by more than three times.
public struct PenVariation: Sendable, Hashable, Codable {
  /// How much broader than that of the drawing the pen is; each drawing has its own from the range. Above 0.
  public var pen: ClosedRange<Float>
  /// How far each stroke slips along either axis, as a part of the paper's longer side.
  public var slip: Float
  /// How far each stroke turns, in radians.
  public var turn: Float
  /// How much longer or shorter each stroke gets, as a part of its length.
  public var stretch: Float
  /// How far the pen strays along either axis every ``step``, as a part of the paper's longer side; less in
  /// small strokes.
  public var tremor: Float
  /// How much faster than the drawing's the hand is; each drawing has its own from the range. A faster hand
  /// cuts corners: where it is after t milliseconds is the mean of where the drawing's was within 40 · (speed
  /// − 1) milliseconds before and after. At least 1, which cuts none; drawings without times stay as they are.
  public var speed: ClosedRange<Float>
  /// How far along a stroke it is from one place where the pen may stray to the next, as a part of the paper's
  /// longer side.
  public static let step: Float = 0.06

  /// Variations of the given sizes; the defaults suit Omniglot's drawings.
  ///
  /// - Parameters:
  ///   - pen: How much broader the pen is; default 0.8 to 1.25.
  ///   - slip: How far strokes slip; default 0.015.
  ///   - turn: How far they turn; default 0.08.
  ///   - stretch: How much longer they get; default 0.08.
  ///   - tremor: How far the pen strays; default 0.01.
  ///   - speed: How much faster the hand is; default 1 to 3.
  public init(
    pen: ClosedRange<Float> = 0.8...1.25, slip: Float = 0.015, turn: Float = 0.08,
    stretch: Float = 0.08, tremor: Float = 0.01, speed: ClosedRange<Float> = 1...3
  ) {
    require(
      pen.lowerBound > 0 && speed.lowerBound >= 1
        && [slip, turn, stretch, tremor].allSatisfy { $0 >= 0 },
      "PenVariation: expected a pen above 0, a speed of at least 1 and no negative amount, got pen "
        + "\(pen), speed \(speed), slip \(slip), turn \(turn), stretch \(stretch), tremor \(tremor)"
    )
    (self.pen, self.slip, self.turn, self.stretch) = (pen, slip, turn, stretch)
    (self.tremor, self.speed) = (tremor, speed)
  }

  /// Adds the strokes of another drawing to a raster.
  ///
  /// - Returns: The drawing, in which all else is varied when it is drawn.
  func drawing(
    of original: PenDrawing, in raster: inout StrokeRaster, using random: inout SeededGenerator
  ) -> StrokeRaster.Drawing {
    let side = max(original.width, original.height)
    let window = 40 * (random.float(in: speed) - 1)
    let first = raster.strokes.count
    for stroke in original.strokes where !stroke.isEmpty {
      let path = PenPath(stroke, side: side).smoothed(over: window).resampled(every: Self.step)
      raster.add(x: path.points.map(\.x), y: path.points.map(\.y), isSmooth: true)
    }
    return StrokeRaster.Drawing(
      strokes: first..<raster.strokes.count, map: .identity,
      radius: original.pen / side / 2 * random.float(in: pen),
      looseness: .init(shift: slip, turn: turn, stretch: stretch, wobble: tremor),
      random: SplitMix64(state: random.next()))
  }
}
