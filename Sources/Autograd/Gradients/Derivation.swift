import Tensor

extension Tensor {
  /// Whether gradients flow back through this tensor.
  package var isTracked: Bool { history != nil }

  /// This value, recorded as computed from `inputs`.
  ///
  /// - Parameters:
  ///   - again: Computes the same bits once more, quickly, from what the pullback keeps anyway; default
  ///     nil. See ``keptForBackward``.
  ///   - name: What the operation is called where it has no second derivative; default the function that
  ///     calls this one.
  ///   - pullback: Takes the gradient of this tensor to one gradient for each input, nil where it does
  ///     not depend on the input or the input is not tracked. It must capture detached tensors only.
  ///   - recorded: The same, made of operations on the operands that it is given, for a backward pass
  ///     that is recorded; default nil, there is no second derivative. It must capture no tensor that is
  ///     tracked.
  package func derived(
    from inputs: [Tensor], again: (@Sendable () -> Tensor)? = nil, named name: String = #function,
    pullback: @escaping History.Pullback, recorded: RecordedOperation.Pullback? = nil
  ) -> Tensor {
    guard inputs.contains(where: \.isTracked) else { return self }
    let operation =
      Recording.keepsOperands
      ? RecordedOperation(named: name, inputs: inputs, output: self, pullback: recorded) : nil
    return Tensor(
      shape: shape, storage: storage,
      history: History(
        inputs: inputs.map(\.history), again: again, recorded: operation, pullback: pullback))
  }

  /// As `derived(from:pullback:recorded:)` for a pullback that serves both: it is linear in the gradient,
  /// made of recorded operations, and what it captures is constant around every point.
  package func derived(
    linearlyFrom inputs: [Tensor], named name: String = #function,
    pullback: @escaping History.Pullback
  ) -> Tensor {
    derived(from: inputs, named: name, pullback: pullback) { pullback($0.gradient) }
  }

  /// What a pullback keeps to have this value: the value, or if it is large and can be computed again,
  /// how. Memory is short where activations are large, and there a pass over them is short beside the
  /// convolution that reads them.
  package var keptForBackward: @Sendable () -> Tensor {
    if count >= 1 << 20, let again = history?.again { return again }
    let value = detached
    return { value }
  }

  /// As `derived(from:pullback:recorded:)` for one input.
  package func derived(
    from input: Tensor, named name: String = #function,
    pullback: @escaping @Sendable (Tensor) -> Tensor,
    recorded: (@Sendable (RecordedOperation.Operands) -> Tensor)? = nil
  ) -> Tensor {
    guard let history = input.history else { return self }
    guard Recording.keepsOperands else {
      return Tensor(
        shape: shape, storage: storage, history: History(inputs: [history]) { [pullback($0)] })
    }
    guard let recorded else {
      return derived(from: [input], named: name, pullback: { [pullback($0)] })
    }
    return derived(
      from: [input], named: name, pullback: { [pullback($0)] }, recorded: { [recorded($0)] })
  }

  /// As `derived(linearlyFrom:pullback:)` for one input.
  package func derived(
    linearlyFrom input: Tensor, named name: String = #function,
    pullback: @escaping @Sendable (Tensor) -> Tensor
  ) -> Tensor {
    derived(from: input, named: name, pullback: pullback) { pullback($0.gradient) }
  }

  /// A linear map of this tensor, given with its adjoint, which takes gradients back; both without history.
  func mapped(
    linearly map: @escaping @Sendable (Tensor) -> Tensor,
    adjoint: @escaping @Sendable (Tensor) -> Tensor
  ) -> Tensor {
    map(detached).derived(linearlyFrom: self) { $0.mapped(linearly: adjoint, adjoint: map) }
  }
}
