import Autograd
import Basics
import Tensor

/// A rule that changes a model's parameters along the gradients of a loss.
///
/// ```swift
/// var optimizer = SGD(
///   learningRate: 0.009, momentum: 0.6, nesterov: true, decay: 0.0003)
/// let (loss, gradients) = gradient(of: &model) {
///   loss($0(left, right), target)
/// }
/// optimizer.update(&model, along: gradients)
/// ```
///
/// A rule of your own is one function of tensors:
///
/// ```swift
/// struct Lion: Optimizer {
///   var options = OptimizerOptions(learningRate: 1e-4)
///   var state = OptimizerState()
///   let momentCount = 1
///
///   func step(
///     _ weight: inout Tensor, along gradient: Tensor,
///     moments: inout [Tensor], at point: StepContext
///   ) {
///     let mean = moments[0] * 0.9 + gradient * 0.1
///     let sign = (mean .> 0) - (mean .< 0)
///     weight = weight - sign * point.learningRate
///     moments[0] = moments[0] * 0.99 + gradient * 0.01
///   }
/// }
/// ```
public protocol Optimizer: Sendable {
  /// The learning rate and what else every optimizer has.
  var options: OptimizerOptions { get set }

  /// What the optimizer remembers between steps; saved to go on later.
  var state: OptimizerState { get set }

  /// The number of tensors that the rule remembers for each parameter, zeros of its shape at first;
  /// by default none.
  var momentCount: Int { get }

  /// Changes one parameter.
  ///
  /// - Parameters:
  ///   - weight: The parameter's value; its shape must stay.
  ///   - gradient: Of its shape, with the regularizer's part, clipped.
  ///   - moments: What the rule remembers of the parameter.
  ///   - point: Where training stands.
  func step(
    _ weight: inout Tensor, along gradient: Tensor, moments: inout [Tensor], at point: StepContext)
}

extension Optimizer {
  /// None.
  public var momentCount: Int { 0 }

  /// Changes the model's parameters along the gradients, one step.
  ///
  /// Each parameter's regularizer joins its gradient here, once, however often the parameter took
  /// part in the loss. Frozen parameters, statistics and parameters without a gradient stay.
  ///
  /// Gradients with an infinity or a NaN ruin the weights: ask ``/Autograd/Gradients/firstNotFinite`` before.
  public mutating func update(_ model: inout some Parameterized, along gradients: Gradients) {
    begin(model, gradients)
    let rules = options.rules(for: model)
    let factor = options.clippingFactor(model, rules, gradients)
    // Taken out while they change, so that they are written in place.
    var moments = state.moments
    state.moments = []
    let optimizer = self
    let kernel = optimizer as? any KernelOptimizer
    kernel?.requireSoundSettings(at: state.iteration)
    var index = 0
    model.forEachParameter { path, parameter in
      defer { index += 1 }
      guard let rule = rules[index], let gradient = gradients.values[index] else { return }
      let shape = parameter.value.shape
      require(
        gradient.shape == shape,
        "Optimizer: \(path) has shape \(shape), its gradient \(gradient.shape)")
      while moments[index].count < momentCount { moments[index].append(.zeros(shape)) }
      let point = options.point(path, rule.settings, at: state.iteration)
      if let kernel {
        kernel.applyKernel(
          &parameter.value, along: gradient, rule.regularizer, factor: factor,
          moments: &moments[index], at: point)
      } else {
        let gradient = gradient.joined(by: rule.regularizer, at: parameter.value, factor: factor)
        optimizer.step(&parameter.value, along: gradient, moments: &moments[index], at: point)
        require(
          parameter.value.shape == shape,
          "\(Self.self): the step of \(path) made \(parameter.value.shape) of its shape \(shape)")
      }
    }
    state.moments = moments
    state.iteration += 1
  }

  /// The regularization penalties that `update` follows, layer settings included: what training
  /// reports on top of the loss.
  public func regularizationPenalty(of model: some Parameterized) -> Float {
    zip(model.parameters, options.rules(for: model)).reduce(0) { sum, entry in
      guard let regularizer = entry.1?.regularizer else { return sum }
      return sum + regularizer.penalty(entry.0.parameter.value)
    }
  }

  /// The paths in `options.layers` that no parameter of the model has: misspelt ones.
  public func unknownLayers(in model: some Parameterized) -> [String] {
    let paths = model.parameters.map(\.path)
    return options.layers.keys.filter { name in
      !name.isEmpty && !paths.contains { $0 == name || $0.hasPrefix(name + ".") }
    }.sorted()
  }

  private func requireKnownLayers(in model: some Parameterized) {
    let unknown = unknownLayers(in: model)
    require(
      unknown.isEmpty,
      "Optimizer: options.layers names \(unknown.joined(separator: ", ")), which the model does "
        + "not have; it has \(model.layerPaths.joined(separator: ", "))")
  }

  /// Makes room before the first step; at each, the gradients and layers must be of that model.
  private mutating func begin(_ model: some Parameterized, _ gradients: Gradients) {
    if !options.layers.isEmpty { requireKnownLayers(in: model) }
    if state.moments.isEmpty {
      state.moments = Array(repeating: [], count: gradients.values.count)
    }
    require(
      state.moments.count == gradients.values.count,
      "Optimizer: made for a model of \(state.moments.count) parameters, got gradients of "
        + "\(gradients.values.count)")
  }
}

extension Parameterized {
  /// The path of each layer that has parameters, in order.
  package var layerPaths: [String] {
    var layers: [String] = []
    for (path, _) in parameters {
      let names = path.split(separator: ".")
      let layer = names.count > 1 ? names.dropLast().joined(separator: ".") : path
      if layers.last != layer { layers.append(layer) }
    }
    return layers
  }
}

extension Tensor {
  /// This gradient of a loss with the gradient of a penalty on the weights, times the factor that
  /// clipping leaves.
  fileprivate func joined(
    by regularizer: Regularizer?, at weight: Tensor, factor: Float
  ) -> Tensor {
    var sum = self
    if let regularizer, regularizer.l2 != 0 { sum = sum + weight * (2 * regularizer.l2) }
    if let regularizer, regularizer.l1 != 0 {
      sum = sum + ((weight .> 0) - (weight .< 0)) * regularizer.l1
    }
    return factor == 1 ? sum : sum * factor
  }
}
