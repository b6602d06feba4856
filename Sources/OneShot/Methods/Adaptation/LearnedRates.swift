import Autograd
import Basics
import Tensor

/// A rate for each weight of a network, of its parameter's shape: α of Meta-SGD.
public struct LearnedRates: Parameterized {
  /// The paths of the parameters that have rates.
  public let paths: [String]
  /// The rates, in that order.
  public private(set) var values: [Parameter]

  /// All rates alike, for each trainable parameter of a built model.
  init(for model: some Parameterized, rate: Float) {
    let trained = model.parameters.filter { $0.parameter.role == .trainable }
    paths = trained.map(\.path)
    values = trained.map { Parameter(.full($0.parameter.value.shape, rate)) }
  }

  /// The rates of the parameter at `path`, which must have some.
  subscript(path: String) -> Tensor {
    guard let index = paths.firstIndex(of: path) else {
      fatalError("LearnedRates: no rates for \(path)")
    }
    return values[index].value
  }

  /// The rates under the paths of what they are for.
  public mutating func visit(_ visitor: inout some ParameterVisitor) {
    for index in values.indices { visitor.visit(&values[index], named: paths[index]) }
  }
}
