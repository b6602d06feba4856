import Tensor

extension Tensor {
  /// Whether gradients flow back through this tensor.
  package var isTracked: Bool { history != nil }

  /// This value, recorded as computed from `inputs`.
  ///
  /// - Parameter pullback: Takes the gradient of this tensor to one gradient for each input, nil
  ///   where it does not depend on the input or the input is not tracked. It must capture detached
  ///   tensors only.
  package func derived(
    from inputs: [Tensor], pullback: @escaping History.Pullback
  ) -> Tensor {
    guard inputs.contains(where: \.isTracked) else { return self }
    return Tensor(
      shape: shape, storage: storage,
      history: History(inputs: inputs.map(\.history), pullback: pullback))
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
