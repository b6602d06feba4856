import Tensor

/// A value made of parameters: a layer, a model, a distance with weights.
public protocol Parameterized: Sendable {
  /// Shows the visitor each parameter and each part, always in the same order, under names that are
  /// unique within this value.
  ///
  /// ```swift
  /// mutating func visit(_ visitor: inout some ParameterVisitor) {
  ///   visitor.visit(&weight, named: "weight")
  ///   visitor.visit(&bias, named: "bias")
  /// }
  /// ```
  mutating func visit(_ visitor: inout some ParameterVisitor)

  /// What the axes of a parameter are that is visited under the given name; by default the same as in
  /// other libraries.
  static func axes(of parameter: String) -> ParameterAxes
}

/// Something to be done with every parameter of a model.
public protocol ParameterVisitor {
  /// Called for each parameter of the value being visited.
  mutating func visit(_ parameter: inout Parameter, named name: String)
  /// Called before the parameters of a part, with its name and type.
  mutating func enter(_ name: String, _ type: any Parameterized.Type)
  /// Called before the parameters of a part with the part itself, for what its type does not say; by
  /// default calls ``enter(_:_:)``.
  mutating func enter(_ name: String, part: some Parameterized)
  /// Called after the parameters of a part.
  mutating func leave()
}

extension ParameterVisitor {
  /// Visits the parameters of a part, under its name.
  public mutating func visit(_ part: inout some Parameterized, named name: String) {
    enter(name, part: part)
    part.visit(&self)
    leave()
  }

  /// Enters a part of its type.
  public mutating func enter(_ name: String, part: some Parameterized) {
    enter(name, type(of: part))
  }
}

extension Parameterized {
  /// Calls `body` with the path (`leg.0.weight`) of each parameter and the parameter, to read or
  /// change it in place.
  public mutating func forEachParameter(_ body: (String, inout Parameter) -> Void) {
    withoutActuallyEscaping(body) { body in
      var visitor = PathVisitor(body: body)
      visit(&visitor)
    }
  }

  /// Every parameter with its path, in order.
  public var parameters: [(path: String, parameter: Parameter)] {
    var result: [(path: String, parameter: Parameter)] = []
    var copy = self
    copy.forEachParameter { path, parameter in result.append((path, parameter)) }
    return result
  }

  /// The number of scalars in all parameters, statistics included.
  public var parameterCount: Int {
    parameters.reduce(0) { $0 + ($1.parameter.isPending ? 0 : $1.parameter.value.count) }
  }
}

private struct PathVisitor: ParameterVisitor {
  let body: (String, inout Parameter) -> Void
  /// What the paths in each of the parts around begin with, such as `leg.0.`.
  var prefixes = [""]

  mutating func visit(_ parameter: inout Parameter, named name: String) {
    body(prefixes[prefixes.count - 1] + name, &parameter)
  }
  mutating func enter(_ name: String, _ type: any Parameterized.Type) {
    prefixes.append(prefixes[prefixes.count - 1] + name + ".")
  }
  mutating func leave() { prefixes.removeLast() }
}
