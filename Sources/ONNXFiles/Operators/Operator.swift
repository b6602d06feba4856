import Layers

/// How nodes of one type are read.
struct Operator: Sendable {
  /// The inputs that are settings rather than data: what they hold is no parameter.
  let settings: Set<Int>
  /// Those of them that decide nothing but scalars: no shape, and not which axes there are.
  let numbers: Set<Int>
  /// The inputs that a batch norm keeps up to date.
  let statistics: Set<Int>
  /// How a parameter lies best at an input, if not in the order of the file.
  let orders: [Int: @Sendable (_ rank: Int, _ attributes: Attributes) throws -> [Int]?]
  /// Makes what a node does of its attributes.
  let action: @Sendable (Node) throws -> Action

  init(
    settings: Set<Int> = [], numbers: Set<Int> = [], statistics: Set<Int> = [],
    orders: [Int: @Sendable (Int, Attributes) throws -> [Int]?] = [:],
    _ action: @escaping @Sendable (Node) throws -> Action
  ) {
    self.settings = settings
    self.numbers = numbers
    self.statistics = statistics
    self.orders = orders
    self.action = action
  }

  /// All that are known, by their names in a file.
  static let all: [String: Operator] = [
    activations, arithmetic, comparisons, convolutions, pooling, normalizations, products,
    reductions, shapes, arrangements, selections, resizing, constants,
  ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }
}

/// What a node does.
///
/// What is a layer here is made one, so that neighbors are computed as one where ``Sequential`` does so.
struct Action: Sendable {
  typealias Function = @Sendable ([Value?]) throws -> [Value]
  typealias LayerMaker = @Sendable ([Value?]) throws -> (any Layer)?

  /// The outputs for inputs.
  let function: Function?
  /// A layer whose input is the first one, nil where for these inputs there is none.
  let layer: LayerMaker?
  /// Whether the layer takes axes in any order, rather than channels last.
  let takesAnyOrder: Bool

  /// One output.
  static func value(_ function: @escaping @Sendable ([Value?]) throws -> Value) -> Action {
    Action(function: { [try function($0)] }, layer: nil, takesAnyOrder: false)
  }

  /// One output of floats.
  static func floats(_ function: @escaping @Sendable ([Value?]) throws -> Arranged) -> Action {
    value { .floats(try function($0)) }
  }

  /// Several outputs.
  static func values(_ function: @escaping Function) -> Action {
    Action(function: function, layer: nil, takesAnyOrder: false)
  }

  /// A layer that takes channels last.
  static func layer(
    _ layer: @escaping LayerMaker, otherwise function: Function? = nil
  ) -> Action { Action(function: function, layer: layer, takesAnyOrder: false) }

  /// A layer that acts on each scalar.
  static func pointwise(_ layer: some Layer) -> Action {
    Action(function: nil, layer: { _ in layer }, takesAnyOrder: true)
  }
}
