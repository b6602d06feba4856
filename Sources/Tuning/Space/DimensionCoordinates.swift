import Foundation

// Between the values of a parameter and its coordinate in the unit cube.
extension SearchSpace.Dimension {
  /// The value at a coordinate, 0 … 1.
  func setting(at unit: Double) -> Setting {
    switch kind {
    case .linear(let range):
      let width = range.upperBound - range.lowerBound
      return .number(min(range.upperBound, range.lowerBound + unit * width))
    case .log(let range):
      let value = range.lowerBound * pow(range.upperBound / range.lowerBound, unit)
      return .number(min(range.upperBound, value))
    case .integer(let first, let last, let step, let scale):
      let place = (value(of: unit, first, last, step, scale) - Double(first)) / Double(step)
      let steps = first.distance(inUnitsTo: last) / UInt(step)
      // Doubles are coarser than large integers, and may round to one too many.
      let nearest = UInt(exactly: max(0, place.rounded())) ?? steps
      return .integer(first.advanced(bySteps: min(steps, nearest), of: step))
    case .choice(let choices):
      return .choice(choices[min(choices.count - 1, Int(unit * Double(choices.count)))])
    }
  }

  /// The coordinate of a value, nil for one that does not belong to this parameter.
  func unit(of setting: Setting) -> Double? {
    switch (kind, setting) {
    case (.linear(let range), .number(let value)) where range.contains(value):
      return (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    case (.log(let range), .number(let value)) where range.contains(value):
      let ratio = range.upperBound / range.lowerBound
      return Foundation.log(value / range.lowerBound) / Foundation.log(ratio)
    case (.integer(let first, let last, let step, let scale), .integer(let value)):
      guard (first...last).contains(value), first.distance(inUnitsTo: value) % UInt(step) == 0
      else { return nil }
      return coordinate(of: Double(value), first, last, step, scale)
    case (.choice(let choices), .choice(let name)):
      return choices.firstIndex(of: name).map { (Double($0) + 0.5) / Double(choices.count) }
    default: return nil
    }
  }

  /// A coordinate moved to that of the value it stands for.
  func snapped(_ unit: Double) -> Double {
    switch kind {
    case .linear, .log: unit
    case .integer, .choice: self.unit(of: setting(at: unit)) ?? unit
    }
  }

  /// The coordinates `distance` away on both sides, or those of the next values where they are
  /// farther; of a choice all others.
  func neighbors(of unit: Double, at distance: Double) -> [Double] {
    switch kind {
    case .linear, .log:
      return [max(0, unit - distance), min(1, unit + distance)]
    case .integer(let first, let last, let step, let scale):
      guard case .integer(let value) = setting(at: unit) else { return [] }
      let down = value.subtractingReportingOverflow(step)
      let up = value.addingReportingOverflow(step)
      let next = [
        down.overflow ? first : max(first, down.partialValue),
        up.overflow ? last : min(last, up.partialValue),
      ].map { coordinate(of: Double($0), first, last, step, scale) }
      return [
        min(next[0], snapped(max(0, unit - distance))),
        max(next[1], snapped(min(1, unit + distance))),
      ]
    case .choice(let choices):
      return choices.indices.map { (Double($0) + 0.5) / Double(choices.count) }
    }
  }

  // Every integer owns a cell that reaches half a step to both sides.

  private func value(
    of unit: Double, _ first: Int, _ last: Int, _ step: Int, _ scale: Scale
  ) -> Double {
    let (low, high) = (Double(first) - Double(step) / 2, Double(last) + Double(step) / 2)
    guard scale == .log else { return low + unit * (high - low) }
    return exp(Foundation.log(low) + unit * Foundation.log(high / low))
  }

  private func coordinate(
    of value: Double, _ first: Int, _ last: Int, _ step: Int, _ scale: Scale
  ) -> Double {
    let (low, high) = (Double(first) - Double(step) / 2, Double(last) + Double(step) / 2)
    guard scale == .log else { return (value - low) / (high - low) }
    return Foundation.log(value / low) / Foundation.log(high / low)
  }
}

// The distance of two integers may be larger than any `Int`.
extension Int {
  /// How far a number that is not less is away.
  func distance(inUnitsTo other: Int) -> UInt { UInt(bitPattern: other &- self) }

  /// The number so many steps further, which must not be above the largest one.
  func advanced(bySteps count: UInt, of step: Int) -> Int {
    self &+ Int(bitPattern: count &* UInt(step))
  }
}
