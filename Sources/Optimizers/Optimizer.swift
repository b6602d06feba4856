import Autograd
import Basics
import Kernels
import Lanes
import Tensor

/// A rule that changes a model's parameters along the gradients of a loss.
///
/// ```swift
/// var optimizer = SGD(learningRate: 0.009, momentum: 0.6, nesterov: true, decay: 0.0003)
/// let (loss, gradients) = gradient(of: &model) { loss($0(left, right), target) }
/// optimizer.update(&model, along: gradients)
/// ```
public protocol Optimizer: Sendable {
  /// The learning rate and what else every optimizer has.
  var options: OptimizerOptions { get set }

  /// What the optimizer remembers between steps; saved to go on later.
  var state: OptimizerState { get set }

  /// The number of tensors that the rule remembers for each parameter, zeros at first.
  var momentCount: Int { get }

  /// Changes one parameter in place.
  ///
  /// - Parameters:
  ///   - step: The weights, the gradient and the moments of the parameter, as pointers.
  ///   - progress: How far training has come.
  ///   - settings: What holds for this parameter.
  func apply(_ step: ParameterStep, at progress: Schedule.Progress, _ settings: LayerSettings)
}

/// What an optimizer remembers between steps.
public struct OptimizerState: Sendable {
  /// The progress of training: `iteration` grows with every update, `epoch` is yours to set.
  public var progress = Schedule.Progress()
  /// For each parameter of the model, in order, the tensors that the rule remembers.
  public var moments: [[Tensor]] = []

  /// The state before the first step.
  public init() {}
}

/// One parameter during one step of an optimizer.
public struct ParameterStep {
  let weights: UnsafeMutablePointer<Float>
  let count: Int
  let terms: GradientTerms
  let moments: [UnsafeMutablePointer<Float>]
}

extension Optimizer {
  /// Changes the model's parameters along the gradients, one step.
  ///
  /// Each parameter's regularizer joins its gradient here, once, however often the parameter took
  /// part in the loss. Frozen parameters, statistics and parameters without a gradient stay.
  public mutating func update(_ model: inout some Parameterized, along gradients: Gradients) {
    let factor = clippingFactor(model, gradients)
    if state.moments.isEmpty {
      state.moments = Array(repeating: [], count: gradients.values.count)
    }
    require(
      state.moments.count == gradients.values.count,
      "Optimizer: made for a model of \(state.moments.count) parameters, got gradients of "
        + "\(gradients.values.count)")
    var index = 0
    model.forEachParameter { path, parameter in
      defer { index += 1 }
      guard parameter.role == .trainable, !parameter.isFrozen,
        let gradient = gradients.values[index]
      else { return }
      require(
        gradient.shape == parameter.value.shape,
        "Optimizer: \(path) has shape \(parameter.value.shape), its gradient \(gradient.shape)")
      while state.moments[index].count < momentCount {
        state.moments[index].append(.zeros(gradient.shape))
      }
      take(path, &parameter, gradient, index, factor)
    }
    state.progress.iteration += 1
  }

  /// The regularization penalties that `update` follows, layer settings included: what training
  /// reports on top of the loss.
  public func regularizationPenalty(of model: some Parameterized) -> Float {
    model.parameters.reduce(0) { sum, entry in
      let (path, parameter) = entry
      guard parameter.role == .trainable, !parameter.isFrozen,
        let regularizer = options.settings(for: path).regularizer ?? parameter.regularizer
      else { return sum }
      return sum + regularizer.penalty(parameter.value)
    }
  }

  private mutating func take(
    _ path: String, _ parameter: inout Parameter, _ gradient: Tensor, _ index: Int, _ factor: Float
  ) {
    let settings = options.settings(for: path)
    let regularizer = settings.regularizer ?? parameter.regularizer
    // Touching the memory for writing copies what a snapshot shares; the pointers stay valid while
    // the tensors live.
    let moments = state.moments[index].indices.map { moment in
      state.moments[index][moment].withUnsafeMutableScalars { $0.baseAddress! }
    }
    parameter.value.withUnsafeMutableScalars { weights in
      gradient.withUnsafeScalars { gradient in
        let terms = GradientTerms(
          gradient: gradient.baseAddress!, l1: regularizer?.l1 ?? 0, l2: regularizer?.l2 ?? 0,
          factor: factor)
        let step = ParameterStep(
          weights: weights.baseAddress!, count: weights.count, terms: terms, moments: moments)
        apply(step, at: state.progress, settings)
      }
    }
    withExtendedLifetime(state) {}
  }

  /// What clipping leaves of the gradients: 1 without a limit or below it.
  private func clippingFactor(_ model: some Parameterized, _ gradients: Gradients) -> Float {
    guard let limit = options.clipNorm else { return 1 }
    var squares = 0.0
    for ((path, parameter), gradient) in zip(model.parameters, gradients.values) {
      guard let gradient, parameter.role == .trainable, !parameter.isFrozen else { continue }
      let regularizer = options.settings(for: path).regularizer ?? parameter.regularizer
      squares += gradient.withUnsafeScalars { gradient in
        parameter.value.withUnsafeScalars { weights in
          GradientTerms(
            gradient: gradient.baseAddress!, l1: regularizer?.l1 ?? 0, l2: regularizer?.l2 ?? 0,
            factor: 1
          ).sumOfSquares(at: weights.baseAddress!, count: weights.count)
        }
      }
    }
    let norm = Float(squares.squareRoot())
    return norm > limit ? limit / norm : 1
  }

  /// The learning rate of a parameter with the given settings.
  func rate(_ settings: LayerSettings, at progress: Schedule.Progress) -> Float {
    (settings.learningRate ?? options.learningRate)(at: progress)
  }
}
