import Basics
import Tensor

/// The loss of a model and the gradients of its parameters, all of which a gradient around can be taken of:
/// what PyTorch computes with `create_graph=True`.
///
/// Inside the closure of ``gradient(of:_:)`` or ``gradient(at:_:)`` the loss and the gradients depend on
/// whatever the model's weights depend on there:
///
/// ```swift
/// // The gradient of a loss after a step of gradient descent.
/// gradient(of: &model) { model in
///   var stepped = model
///   let (_, slopes) = differentiableGradient(of: &stepped) {
///     binaryCrossEntropy($0(support), supportTarget)
///   }
///   stepped.move(along: slopes, rate: 0.1)
///   return binaryCrossEntropy(stepped(queries), queryTarget)
/// }
/// ```
///
/// Operations inside the closure keep their operands as well as what their gradients need, so that this
/// takes more memory and time than ``gradient(of:_:)``; outside any other gradient it is the same as that.
/// An operation without a second derivative stops with its name, such as `Recomputed`.
///
/// Statistics that layers propose, such as batch norm's, are in the model afterward, as a gradient's are.
///
/// - Parameters:
///   - model: The model; only its statistics change.
///   - random: Where random layers such as dropout draw from; each call splits a stream of its own off it.
///   - loss: Computes a scalar from the model.
/// - Returns: The loss, of shape `[]`, and one gradient for each trainable parameter.
/// - Throws: What `loss` throws.
public func differentiableGradient<Model: Parameterized>(
  of model: inout Model, using random: inout SeededGenerator, _ loss: (Model) throws -> Tensor
) rethrows -> (loss: Tensor, gradients: Gradients) {
  try differentiated(random.split(), of: &model, loss)
}

/// As ``differentiableGradient(of:using:_:)`` for models that draw nothing: a random layer such as dropout
/// stops.
public func differentiableGradient<Model: Parameterized>(
  of model: inout Model, _ loss: (Model) throws -> Tensor
) rethrows -> (loss: Tensor, gradients: Gradients) {
  try differentiated(nil, of: &model, loss)
}

/// The gradients of a scalar with respect to tensors, of which a gradient around can be taken.
///
/// ```swift
/// // The second derivative of x³, 6x:
/// gradient(at: [x]) { inputs in
///   differentiableGradient(at: inputs) { $0[0].pow(3).sum() }[0].sum()
/// }
/// ```
///
/// - Parameters:
///   - inputs: Where gradients are taken.
///   - random: Where random operations draw from; each call splits a stream of its own off it.
///   - function: Computes a scalar from the inputs.
/// - Returns: One gradient for each input, zeros if the result does not depend on it.
/// - Throws: What `function` throws.
public func differentiableGradient(
  at inputs: [Tensor], using random: inout SeededGenerator,
  _ function: ([Tensor]) throws -> Tensor
) rethrows -> [Tensor] {
  try differentiated(random.split(), at: inputs, function)
}

/// As ``differentiableGradient(at:using:_:)`` for functions that draw nothing.
public func differentiableGradient(
  at inputs: [Tensor], _ function: ([Tensor]) throws -> Tensor
) rethrows -> [Tensor] {
  try differentiated(nil, at: inputs, function)
}

extension Parameterized {
  /// Moves each parameter against its gradient: θ − rate · ∇, a step of gradient descent of which a
  /// gradient can be taken. Parameters without a gradient stay.
  ///
  /// - Parameters:
  ///   - gradients: One for each parameter, as ``differentiableGradient(of:_:)`` gives them.
  ///   - rate: What gradients are multiplied by.
  public mutating func move(along gradients: Gradients, rate: Float) {
    move(along: gradients) { _, gradient in gradient * rate }
  }

  /// Moves each parameter against what `step` makes of its gradient.
  ///
  /// - Parameters:
  ///   - gradients: One for each parameter, as ``differentiableGradient(of:_:)`` gives them.
  ///   - step: From the position of the parameter and its gradient, what is subtracted from the value.
  public mutating func move(
    along gradients: Gradients, by step: (_ index: Int, _ gradient: Tensor) -> Tensor
  ) {
    var index = 0
    forEachParameter { path, parameter in
      require(
        index < gradients.paths.count && gradients.paths[index] == path,
        "move(along:): the gradients have no parameter \(path) at position \(index)")
      if let gradient = gradients.values[index] {
        parameter.value = parameter.value - step(index, gradient)
      }
      index += 1
    }
  }
}

private func differentiated<Model: Parameterized>(
  _ random: SeededGenerator?, of model: inout Model, _ loss: (Model) throws -> Tensor
) rethrows -> (loss: Tensor, gradients: Gradients) {
  let recording = Recording(random: random, keepingOperands: Recording.current != nil)
  var leaves: [History?] = []
  var paths: [String] = []
  var tracked = model
  tracked.forEachParameter { path, parameter in
    parameter.slot = leaves.count
    if parameter.isTrained { parameter.value = parameter.value.leaf }
    leaves.append(parameter.isTrained ? parameter.value.history : nil)
    paths.append(path)
  }
  VisitAudit.requireAllVisited(by: model)
  let result = try Recording.$current.withValue(recording) { try loss(tracked) }
  require(
    result.count == 1,
    "differentiableGradient(of:): the loss must be one scalar, got shape \(result.shape)")
  let found = backpropagateRecorded(from: result, to: leaves.map { $0 ?? History() })
  store(recording.proposals, in: &model)
  return (
    Recording.current == nil ? result.detached : result, Gradients(paths: paths, values: found)
  )
}

private func differentiated(
  _ random: SeededGenerator?, at inputs: [Tensor], _ function: ([Tensor]) throws -> Tensor
) rethrows -> [Tensor] {
  let recording = Recording(random: random, keepingOperands: Recording.current != nil)
  let tracked = inputs.map(\.leaf)
  let result = try Recording.$current.withValue(recording) { try function(tracked) }
  require(
    result.count == 1,
    "differentiableGradient(at:): the result must be one scalar, got shape \(result.shape)")
  let found = backpropagateRecorded(from: result, to: tracked.map { $0.history! })
  return zip(inputs, found).map { input, gradient in gradient ?? Tensor.zeros(input.shape) }
}

extension Tensor {
  /// This value where gradients are collected, and from where they go on to what it was computed from.
  fileprivate var leaf: Tensor {
    let value = detached
    if isTracked { return value.derived(linearlyFrom: self) { $0 } }
    return Tensor(shape: shape, storage: storage, history: History())
  }
}
