import Basics
import Tensor

/// The loss of a model and the gradients of its parameters.
///
/// While `loss` runs, the model trains: dropout drops, batch norm uses the batch's statistics, and
/// afterward the model holds its new running statistics.
///
/// ```swift
/// let (loss, gradients) = gradient(of: &model, using: &random) { model in
///   binaryCrossEntropy(model(left, right), target)
/// }
/// optimizer.update(&model, along: gradients)
/// ```
///
/// Each call splits a stream of its own off `random`, so that dropout draws another mask at every
/// step of a loop. A parameter that the model holds but does not visit stops the first call, see
/// ``Parameterized/unvisitedParameters``.
///
/// - Parameters:
///   - model: The model; only its statistics change.
///   - random: Where random layers such as dropout draw from.
///   - loss: Computes a scalar from the model.
/// - Returns: The loss and one gradient for each trainable parameter.
/// - Throws: What `loss` throws.
public func gradient<Model: Parameterized>(
  of model: inout Model, using random: inout SeededGenerator, _ loss: (Model) throws -> Tensor
) rethrows -> (loss: Float, gradients: Gradients) {
  try recorded(Recording(random: random.split()), of: &model, loss)
}

/// As ``gradient(of:using:_:)`` for models that draw nothing: a random layer such as dropout stops.
public func gradient<Model: Parameterized>(
  of model: inout Model, _ loss: (Model) throws -> Tensor
) rethrows -> (loss: Float, gradients: Gradients) {
  try recorded(Recording(), of: &model, loss)
}

/// As ``gradient(of:using:_:)``, and a watch takes each gradient as soon as it is final; the result has
/// none of those then. Gradients that `loss` takes itself are none of the watch's.
package func gradient<Model: Parameterized>(
  of model: inout Model, using random: inout SeededGenerator, watch: GradientWatch?,
  _ loss: (Model) throws -> Tensor
) rethrows -> (loss: Float, gradients: Gradients) {
  try recorded(Recording(random: random.split()), of: &model, watch: watch, loss)
}

/// The gradients of a scalar with respect to tensors.
///
/// ```swift
/// gradient(at: [x], using: &random) { $0[0].droppedOut(rate: 0.5).sum() }[0]
/// ```
///
/// - Parameters:
///   - inputs: Where gradients are taken.
///   - random: Where random operations draw from; each call splits a stream of its own off it.
///   - function: Computes a scalar from the inputs.
/// - Returns: One gradient for each input, zeros if the result does not depend on it.
/// - Throws: What `function` throws.
public func gradient(
  at inputs: [Tensor], using random: inout SeededGenerator,
  _ function: ([Tensor]) throws -> Tensor
) rethrows -> [Tensor] {
  try recorded(Recording(random: random.split()), at: inputs, function)
}

/// As ``gradient(at:using:_:)`` for functions that draw nothing.
///
/// ```swift
/// gradient(at: [x]) { $0[0].square().sum() }[0]    // 2x
/// ```
public func gradient(
  at inputs: [Tensor], _ function: ([Tensor]) throws -> Tensor
) rethrows -> [Tensor] {
  try recorded(Recording(), at: inputs, function)
}

private func recorded<Model: Parameterized>(
  _ recording: Recording, of model: inout Model, watch: GradientWatch? = nil,
  _ loss: (Model) throws -> Tensor
) rethrows -> (loss: Float, gradients: Gradients) {
  var leaves: [History?] = []
  var paths: [String] = []
  var history: History?
  let value: Tensor
  do {
    var tracked = model
    tracked.forEachParameter { path, parameter in
      let leaf = parameter.isTrained ? History() : nil
      parameter.slot = leaves.count
      parameter.value.history = leaf
      leaves.append(leaf)
      paths.append(path)
    }
    VisitAudit.requireAllVisited(by: model)
    let result = try Recording.$current.withValue(recording) { try loss(tracked) }
    require(
      result.count == 1, "gradient(of:): the loss must be one scalar, got shape \(result.shape)")
    value = result.detached
    history = result.history
  }
  let found = backpropagate(
    from: history.take(), seed: Tensor.ones(value.shape), to: leaves.map { $0 ?? History() },
    watch: watch)
  store(recording.proposals, in: &model)
  return (value.item, Gradients(paths: paths, values: found))
}

private func recorded(
  _ recording: Recording, at inputs: [Tensor], _ function: ([Tensor]) throws -> Tensor
) rethrows -> [Tensor] {
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
func store(_ proposals: [Int: Tensor], in model: inout some Parameterized) {
  guard !proposals.isEmpty else { return }
  var slot = 0
  model.forEachParameter { _, parameter in
    if let value = proposals[slot] { parameter.value = value }
    slot += 1
  }
}
