import Basics

extension SearchSpace {
  /// One named parameter of a ``SearchSpace`` and the values that it may take.
  public struct Dimension: Sendable, Hashable, CustomStringConvertible {
    /// How the values of an integer lie between its bounds.
    public enum Scale: Sendable, Hashable {
      /// Equal differences weigh the same.
      case linear
      /// Equal ratios weigh the same.
      case log
    }

    /// The parameter's name.
    public let name: String
    let kind: Kind

    enum Kind: Sendable, Hashable {
      case linear(ClosedRange<Double>)
      case log(ClosedRange<Double>)
      case integer(first: Int, last: Int, step: Int, scale: Scale)
      case choice([String])
    }

    /// A number in a range of finite bounds, the lower one less than the upper one.
    public static func linear(_ name: String, _ range: ClosedRange<Double>) -> Dimension {
      checkBounds(name, range)
      return Dimension(name: name, kind: .linear(range))
    }

    /// A number in a range of positive bounds, where equal ratios weigh the same: as many between
    /// 0.001 and 0.01 as between 0.01 and 0.1.
    public static func log(_ name: String, _ range: ClosedRange<Double>) -> Dimension {
      checkBounds(name, range)
      require(
        range.lowerBound > 0, "\(name): expected positive bounds of a log range, got \(range)")
      return Dimension(name: name, kind: .log(range))
    }

    /// One of the integers that `step` apart (default 1) follow the lower bound up to the upper one.
    ///
    /// With ``Scale/log``, the lower bound must be greater than half a step.
    public static func integer(
      _ name: String, _ range: ClosedRange<Int>, step: Int = 1, scale: Scale = .linear
    ) -> Dimension {
      require(step >= 1, "\(name): expected a positive step, got \(step)")
      require(
        scale == .linear || range.lowerBound > step / 2,
        "\(name): expected a lower bound above half a step of \(step) on a log scale, got \(range)")
      let last = range.lowerBound.advanced(
        bySteps: range.lowerBound.distance(inUnitsTo: range.upperBound) / UInt(step), of: step)
      return Dimension(
        name: name,
        kind: .integer(first: range.lowerBound, last: last, step: step, scale: scale))
    }

    /// One of several names between which there is no order.
    public static func choice(_ name: String, _ choices: [String]) -> Dimension {
      require(
        !choices.isEmpty && Set(choices).count == choices.count,
        "\(name): expected different choices, got \(choices)")
      return Dimension(name: name, kind: .choice(choices))
    }

    /// The name, the scale and the values: `learningRate log 0.0001...0.1`.
    public var description: String {
      switch kind {
      case .linear(let range): "\(name) linear \(range)"
      case .log(let range): "\(name) log \(range)"
      case .integer(let first, let last, let step, let scale):
        "\(name) integer \(first)...\(last)" + (step == 1 ? "" : " step \(step)")
          + (scale == .log ? " log" : "")
      case .choice(let choices): "\(name) choice \(choices.joined(separator: "|"))"
      }
    }

    private static func checkBounds(_ name: String, _ range: ClosedRange<Double>) {
      require(
        range.lowerBound < range.upperBound && (range.upperBound - range.lowerBound).isFinite,
        "\(name): expected finite bounds, the lower less than the upper, got \(range)")
    }
  }
}
