import Tensor

extension Tensor {
  /// Whether gradients flow back through this tensor.
  package var isTracked: Bool { history != nil }

  /// This value, recorded as computed from `inputs`.
  ///
  /// - Parameters:
  ///   - again: Computes the same bits once more, quickly, from what the pullback keeps anyway; default
  ///     nil. See ``keptForBackward``.
  ///   - pullback: Takes the gradient of this tensor to one gradient for each input, nil where it does
  ///     not depend on the input or the input is not tracked. It must capture detached tensors only.
  package func derived(
    from inputs: [Tensor], again: (@Sendable () -> Tensor)? = nil,
    pullback: @escaping History.Pullback
  ) -> Tensor {
    guard inputs.contains(where: \.isTracked) else { return self }
    return Tensor(
      shape: shape, storage: storage,
      history: History(inputs: inputs.map(\.history), again: again, pullback: pullback))
  }

  /// What a pullback keeps to have this value: the value, or if it is large and can be computed again,
  /// how. Memory is short where activations are large, and there a pass over them is short beside the
  /// convolution that reads them.
  package var keptForBackward: @Sendable () -> Tensor {
    if count >= 1 << 20, let again = history?.again { return again }
    let value = detached
    return { value }
  }

  /// As `derived(from:pullback:)` for one input.
  package func derived(
    from input: Tensor, pullback: @escaping @Sendable (Tensor) -> Tensor
  ) -> Tensor {
    guard let history = input.history else { return self }
    return Tensor(
      shape: shape, storage: storage, history: History(inputs: [history]) { [pullback($0)] })
  }
}
