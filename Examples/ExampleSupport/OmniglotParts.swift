import ArgumentParser
import DatasetFiles
import OneShot

/// Parts of Omniglot as an option: `small1,small2`.
public struct OmniglotParts: ExpressibleByArgument {
  /// The parts.
  public var list: [Omniglot.Part]

  /// These parts.
  public init(list: [Omniglot.Part]) { self.list = list }

  /// The parts of an argument; nil if one is unknown.
  public init?(argument: String) {
    let names = argument.split(separator: ",", omittingEmptySubsequences: false)
    list = names.compactMap { Omniglot.Part(rawValue: String($0)) }
    guard list.count == names.count else { return nil }
  }

  /// As an argument.
  public var defaultValueDescription: String { list.map(\.rawValue).joined(separator: ",") }

  /// What an error lists: any of these, by commas.
  public static var allValueStrings: [String] { Omniglot.Part.allCases.map(\.rawValue) }
}

extension KochRecipe.Rule: ExpressibleByArgument {}
extension KochRecipe.Comparison: ExpressibleByArgument {}
extension Recipe.Loss: ExpressibleByArgument {}

extension EvaluationProtocol {
  /// Ten-way tasks of MNIST's digits.
  public static let mnist = EvaluationProtocol(rawValue: "mnist")
}
