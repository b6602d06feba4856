/// An operation as a backward pass sees it that is itself recorded: with operands that have histories, so
/// that the gradients are functions of them.
///
/// Operands are kept as scalars alone, and get their histories from the node of the output, which holds this:
/// the output's would hold this in turn, so that neither were ever freed, and those of the inputs would keep
/// long chains from being taken apart one node at a time.
package struct RecordedOperation: Sendable {
  /// Gradients of the inputs, made of recorded operations; nil where none is wanted or there is none.
  package typealias Pullback = @Sendable (_ operands: Operands) -> [Tensor?]

  /// What the gradients of the inputs are made of.
  package struct Operands: Sendable {
    /// The output's gradient.
    package let gradient: Tensor
    package let inputs: [Tensor]
    package let output: Tensor
    /// For each input whether its gradient is asked for.
    package let isWanted: [Bool]
  }

  private let name: String
  private let inputs: [Tensor]
  private let shape: Shape
  private let storage: Storage
  private let pullback: Pullback?

  /// The operation called `name`, which made `output` of `inputs`; without a pullback it has no second
  /// derivative.
  package init(named name: String, inputs: [Tensor], output: Tensor, pullback: Pullback?) {
    self.name = name
    self.inputs = inputs.map(\.detached)
    self.shape = output.shape
    self.storage = output.storage
    self.pullback = pullback
  }

  /// The gradients of the inputs, `node` being the history of the output; stops if there is no pullback.
  package func gradients(
    from gradient: Tensor, node: History, isWanted: [Bool]
  ) -> [Tensor?] {
    guard let pullback else { fatalError("\(name) has no second derivative yet") }
    let output = Tensor(shape: shape, storage: storage, history: node)
    let inputs = zip(inputs, node.inputs).map { input, history in
      Tensor(shape: input.shape, storage: input.storage, history: history)
    }
    return pullback(
      Operands(gradient: gradient, inputs: inputs, output: output, isWanted: isWanted))
  }
}
