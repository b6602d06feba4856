import Basics
import Kernels
import Tensor

/// The gradients of a model's parameters, in the order in which the model visits them.
public struct Gradients: Sendable {
  /// The path of each parameter.
  public let paths: [String]
  /// One gradient for each parameter: nil for statistics and for parameters without influence.
  public var values: [Tensor?]

  /// Gradients for parameters with the given paths.
  public init(paths: [String], values: [Tensor?]) {
    require(
      paths.count == values.count, "Gradients: \(paths.count) paths for \(values.count) values")
    self.paths = paths
    self.values = values
  }

  /// The gradient of the parameter at `path`, such as `leg.0.weight`.
  public subscript(path: String) -> Tensor? {
    paths.firstIndex(of: path).flatMap { values[$0] }
  }

  /// The Euclidean norm of all gradients together.
  public var norm: Float {
    let squares = values.reduce(0.0) { sum, gradient in
      guard let gradient else { return sum }
      return sum
        + gradient.withUnsafeScalars { scalars in
          scalars.baseAddress.map { sumOfSquares($0, count: scalars.count) } ?? 0
        }
    }
    return Float(squares.squareRoot())
  }
}

/// The loss of a model and the gradients of its parameters.
///
/// While `loss` runs, the model trains: dropout drops, batch norm uses the batch's statistics, and
/// afterward the model holds its new running statistics.
///
/// ```swift
/// let (loss, gradients) = gradient(of: &model) { model in
///   binaryCrossEntropy(model(left, right), target)
/// }
/// optimizer.update(&model, along: gradients)
/// ```
///
/// - Parameters:
///   - model: The model; only its statistics change.
///   - seed: Determines what random layers such as dropout draw.
///   - loss: Computes a scalar from the model.
/// - Returns: The loss and one gradient for each trainable parameter.
public func gradient<Model: Parameterized>(
  of model: inout Model, seed: UInt64 = 0, _ loss: (Model) throws -> Tensor
) rethrows -> (loss: Float, gradients: Gradients) {
  let recording = Recording(random: SeededGenerator(seed: seed))
  var leaves: [History?] = []
  var paths: [String] = []
  var history: History?
  let value: Tensor
  do {
    var tracked = model
    tracked.forEachParameter { path, parameter in
      let isTrained = parameter.role == .trainable && !parameter.isFrozen
      let leaf = isTrained ? History() : nil
      parameter.slot = leaves.count
      parameter.value.history = leaf
      leaves.append(leaf)
      paths.append(path)
    }
    let result = try Recording.$current.withValue(recording) { try loss(tracked) }
    require(
      result.count == 1, "gradient(of:): the loss must be one scalar, got shape \(result.shape)")
    value = result.detached
    history = result.history
  }
  let found = backpropagate(
    from: history.take(), seed: Tensor.ones(value.shape), to: leaves.map { $0 ?? History() })
  store(recording.proposals, in: &model)
  return (value.item, Gradients(paths: paths, values: found))
}

/// The gradients of a scalar with respect to tensors.
///
/// ```swift
/// gradient(at: [x]) { $0[0].square().sum() }[0]    // 2x
/// ```
///
/// - Returns: One gradient for each input, zeros where the result does not depend on it.
public func gradient(
  at inputs: [Tensor], seed: UInt64 = 0, _ function: ([Tensor]) throws -> Tensor
) rethrows -> [Tensor] {
  let recording = Recording(random: SeededGenerator(seed: seed))
  let leaves = inputs.map { _ in History() }
  let tracked = zip(inputs, leaves).map { input, leaf in
    Tensor(shape: input.shape, storage: input.storage, history: leaf)
  }
  let result = try Recording.$current.withValue(recording) { try function(tracked) }
  require(
    result.count == 1, "gradient(at:): the result must be one scalar, got shape \(result.shape)")
  let found = backpropagate(from: result.history, seed: Tensor.ones(result.shape), to: leaves)
  return zip(inputs, found).map { input, gradient in gradient ?? Tensor.zeros(input.shape) }
}

/// Puts the statistics that layers proposed into the model.
private func store(_ proposals: [Int: Tensor], in model: inout some Parameterized) {
  guard !proposals.isEmpty else { return }
  var slot = 0
  model.forEachParameter { _, parameter in
    if let value = proposals[slot] { parameter.value = value }
    slot += 1
  }
}
