import Basics

/// The parameters of a search and the values that each may take.
///
/// ```swift
/// let space: SearchSpace = [
///   .log("learningRate", 1e-4...1e-1),
///   .linear("momentum", 0...1),
///   .integer("filters", 16...256, step: 16),
///   .choice("pooling", ["max", "average"]),
/// ]
/// ```
///
/// A point of the space is a point of the unit cube too, with one coordinate for each parameter in
/// the order of ``dimensions``: strategies think in the cube.
public struct SearchSpace: Sendable, Hashable {
  /// The parameters.
  public let dimensions: [Dimension]
  private let hasChoices: Bool

  /// The space of the given parameters, of which there must be one or more of different names.
  public init(_ dimensions: [Dimension]) {
    require(!dimensions.isEmpty, "SearchSpace: expected at least one parameter")
    let names = dimensions.map(\.name)
    require(
      Set(names).count == names.count, "SearchSpace: expected different names, got \(names)")
    self.dimensions = dimensions
    hasChoices = dimensions.contains { if case .choice = $0.kind { true } else { false } }
  }

  /// The settings at a point of the unit cube.
  public func settings(at point: [Double]) -> Settings {
    check(point)
    return Settings(
      zip(dimensions, point).map { ($0.name, $0.setting(at: min(1, max(0, $1)))) })
  }

  /// The point of the unit cube that belongs to settings, nil if one is missing or out of its
  /// range. The settings at that point are the same again, but for rounding.
  public func point(of settings: Settings) -> [Double]? {
    var point: [Double] = []
    for dimension in dimensions {
      guard let setting = settings[setting: dimension.name], let unit = dimension.unit(of: setting)
      else { return nil }
      point.append(unit)
    }
    return point
  }

  /// The point moved to that of the settings it stands for: integers and choices are cells.
  func snapped(_ point: [Double]) -> [Double] {
    zip(dimensions, point).map { $0.snapped(min(1, max(0, $1))) }
  }

  private func check(_ point: [Double]) {
    require(
      point.count == dimensions.count,
      "SearchSpace: expected \(dimensions.count) coordinates, got \(point.count)")
  }
}

extension SearchSpace: ExpressibleByArrayLiteral, CustomStringConvertible {
  /// The space of the given parameters, of which there must be one or more of different names.
  public init(arrayLiteral dimensions: Dimension...) { self.init(dimensions) }

  /// The parameters, as they stand in a log: `learningRate log 0.0001...0.1; momentum linear 0.0...1.0`.
  public var description: String { dimensions.map(\.description).joined(separator: "; ") }
}

extension SearchSpace {
  /// What a Gaussian process sees of a point: the coordinates, and for each choice of k names k
  /// numbers of which one differs from 0, so that any two names are 1 apart.
  func features(of point: [Double]) -> [Double] {
    guard hasChoices else { return point }
    var features: [Double] = []
    for (dimension, unit) in zip(dimensions, point) {
      guard case .choice(let choices) = dimension.kind else {
        features.append(unit)
        continue
      }
      let chosen = min(choices.count - 1, Int(unit * Double(choices.count)))
      for index in choices.indices { features.append(index == chosen ? 0.5.squareRoot() : 0) }
    }
    return features
  }

  /// For each number of ``features(of:)`` the parameter that it belongs to.
  var featureGroups: [Int] {
    dimensions.enumerated().flatMap { index, dimension in
      guard case .choice(let choices) = dimension.kind else { return [index] }
      return choices.map { _ in index }
    }
  }
}
