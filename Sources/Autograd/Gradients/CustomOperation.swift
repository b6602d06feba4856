import Basics
import Tensor

extension Tensor {
  /// An operation of your own: its value, and how a gradient goes back through it.
  ///
  /// ```swift
  /// let product = Tensor.custom(from: [x, y], named: "product") { inputs in
  ///   inputs[0] * inputs[1]
  /// } pullback: { gradient, inputs, output in
  ///   [gradient * inputs[1], gradient * inputs[0]]
  /// }
  /// ```
  ///
  /// Check it with ``GradientCheck``. If it is made of operations that there are, no pullback is
  /// needed: write an ordinary function.
  ///
  /// - Parameters:
  ///   - inputs: What the value is computed from. Both closures get them without history.
  ///   - name: The operation's name, which messages say.
  ///   - isTwiceDifferentiable: Whether the pullback is made of operations on what it is given, so that a
  ///     gradient can be taken of it, see ``differentiableGradient(of:_:)``; default no: that stops.
  ///   - value: Computes the result. It must not use other tensors that depend on what the gradient
  ///     is taken of: they would get none.
  ///   - pullback: From the gradient of the result (of its shape), the inputs and the result, the
  ///     gradient of each input, of its shape; nil if the result does not depend on the input.
  /// - Returns: The value, recorded if an input is.
  public static func custom(
    from inputs: [Tensor], named name: String, isTwiceDifferentiable: Bool = false,
    _ value: ([Tensor]) -> Tensor,
    pullback:
      @escaping @Sendable (
        _ gradient: Tensor, _ inputs: [Tensor], _ output: Tensor
      ) -> [Tensor?]
  ) -> Tensor {
    let constants = inputs.map(\.detached)
    let output = value(constants)
    require(
      !output.isTracked,
      "\(name): the value uses a tensor from outside whose gradient would be lost; add it to `from:`, "
        + "or detach it")
    @Sendable func checked(_ gradient: Tensor, _ inputs: [Tensor], _ output: Tensor) -> [Tensor?] {
      let found = pullback(gradient, inputs, output)
      require(
        found.count == constants.count,
        "\(name): the pullback of \(constants.count) inputs gave \(found.count) gradients")
      for (index, (gradient, input)) in zip(found, constants).enumerated() {
        require(
          gradient.map { $0.shape == input.shape } ?? true,
          "\(name): input \(index) has shape \(input.shape), its gradient "
            + "\(gradient?.shape ?? [])")
      }
      return found
    }
    let recorded: RecordedOperation.Pullback = { checked($0.gradient, $0.inputs, $0.output) }
    return output.derived(
      from: inputs, named: name,
      pullback: { checked($0, constants, output).map { $0?.detached } },
      recorded: isTwiceDifferentiable ? recorded : nil)
  }

  /// An operation of your own with one input; otherwise as that with a list of inputs.
  ///
  /// ```swift
  /// let y = Tensor.custom(from: x, named: "cube") { x in
  ///   x.pow(3)
  /// } pullback: { gradient, x, y in
  ///   gradient * x.square() * 3
  /// }
  /// ```
  public static func custom(
    from input: Tensor, named name: String, isTwiceDifferentiable: Bool = false,
    _ value: (Tensor) -> Tensor,
    pullback:
      @escaping @Sendable (
        _ gradient: Tensor, _ input: Tensor, _ output: Tensor
      ) -> Tensor
  ) -> Tensor {
    custom(from: [input], named: name, isTwiceDifferentiable: isTwiceDifferentiable) {
      value($0[0])
    } pullback: {
      [pullback($0, $1[0], $2)]
    }
  }
}
