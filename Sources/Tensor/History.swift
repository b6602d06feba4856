/// How a tensor was computed: its inputs and the function that takes the gradient of the result to
/// gradients of the inputs.
///
/// A node without inputs is a leaf: a place where gradients are collected.
package final class History: Sendable {
  /// Gradients of the inputs, nil if an input needs none.
  package typealias Pullback = @Sendable (_ gradient: Tensor) -> [Tensor?]

  /// One entry for each input of the operation, nil if the input has no history.
  /// Immutable but for the teardown in `deinit`.
  nonisolated(unsafe) private var storedInputs: [History?]
  package let pullback: Pullback?
  /// Computes the value once more from what the pullback keeps; nil if that takes long, or more memory.
  package let again: (@Sendable () -> Tensor)?
  /// What a backward pass that is itself recorded needs; nil where none was announced.
  package let recorded: RecordedOperation?

  package var inputs: [History?] { storedInputs }

  /// A leaf.
  package init() {
    storedInputs = []
    pullback = nil
    again = nil
    recorded = nil
  }

  package init(
    inputs: [History?], again: (@Sendable () -> Tensor)? = nil, recorded: RecordedOperation? = nil,
    pullback: @escaping Pullback
  ) {
    storedInputs = inputs
    self.again = again
    self.recorded = recorded
    self.pullback = pullback
  }

  /// Takes long chains apart one node at a time: releasing them recursively overflows the stack.
  deinit {
    var orphans = storedInputs.compactMap { $0 }
    storedInputs = []
    // One binding holds the node, no more: in a debug build a second one would make every node look
    // shared.
    while var node = orphans.popLast() {
      if isKnownUniquelyReferenced(&node) {
        for case let input? in node.storedInputs { orphans.append(input) }
        node.storedInputs = []
      }
    }
  }
}
