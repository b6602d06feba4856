import Basics

/// The vertical axis of a chart: what it reaches from and to, and what is written beside its lines.
struct ChartAxis {
  let low: Double
  let high: Double
  /// Between lines.
  let step: Double
  private let places: Int
  private let isPercent: Bool

  /// From 0 to 100 %.
  static let percent = ChartAxis(low: 0, high: 1, step: 0.2, places: 0, isPercent: true)

  /// From 0, or below if values are, to a round number that no finite value exceeds.
  static func numbers(_ values: [Double]) -> ChartAxis {
    let finite = values.filter(\.isFinite)
    let (least, most) = (min(0, finite.min() ?? 0), max(finite.max() ?? 1, 1e-9))
    let rough = (most - least) / 5
    let power = pow(10, log10(rough).rounded(.down))
    let step = [1.0, 2, 5, 10].map { $0 * power }.first { $0 >= rough * 0.999 } ?? rough
    return ChartAxis(
      low: (least / step).rounded(.down) * step, high: (most / step).rounded(.up) * step,
      step: step, places: max(0, Int((-log10(step)).rounded(.up))), isPercent: false)
  }

  private init(low: Double, high: Double, step: Double, places: Int, isPercent: Bool) {
    (self.low, self.high, self.step) = (low, high, step)
    (self.places, self.isPercent) = (places, isPercent)
  }

  /// Where there is a line.
  var marks: [Double] {
    (0...Int(((high - low) / step).rounded())).map { low + Double($0) * step }
  }

  /// What is written beside a line.
  func text(_ mark: Double) -> String {
    isPercent ? "\(decimal(100 * mark, places: 0)) %" : decimal(mark, places: places)
  }

  /// The part of the axis that lies below a value, 0 … 1; of what is no number, all of it.
  func part(_ value: Double) -> Double {
    value.isFinite ? (value - low) / (high - low) : 1
  }
}
