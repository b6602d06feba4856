import Tensor

/// Takes the gradients of a backward pass as they become final, while the pass goes on: an exchange with
/// other processes can begin then.
///
/// A gradient is final when the last operation that used its parameter has gone backward. Each one is
/// taken once, by the number of its parameter in the order in which the model visits them; a parameter
/// without influence has none to be taken.
package struct GradientWatch {
  let take: (_ slot: Int, _ gradient: consuming Tensor) -> Void

  /// A watch that calls `take` on the thread of the backward pass, in the order in which gradients become
  /// final, which depends on the graph alone.
  package init(_ take: @escaping (_ slot: Int, _ gradient: consuming Tensor) -> Void) {
    self.take = take
  }
}

/// How many operations have yet to go backward before the gradient of a leaf is final.
struct LeafUses {
  private var leaves: [ObjectIdentifier: (slot: Int, uses: Int)] = [:]

  init(of leaves: [History], in order: [History]) {
    for (slot, leaf) in leaves.enumerated() { self.leaves[ObjectIdentifier(leaf)] = (slot, 0) }
    for node in order { forEachLeaf(of: node) { leaf, _ in leaf.uses += 1 } }
  }

  /// The leaves among the inputs of a node that no other one uses any more.
  mutating func finals(after node: History) -> [(slot: Int, key: ObjectIdentifier)] {
    var finals: [(slot: Int, key: ObjectIdentifier)] = []
    forEachLeaf(of: node) { leaf, key in
      leaf.uses -= 1
      if leaf.uses == 0 { finals.append((leaf.slot, key)) }
    }
    return finals
  }

  private mutating func forEachLeaf(
    of node: History, _ body: (inout (slot: Int, uses: Int), ObjectIdentifier) -> Void
  ) {
    for case let input? in node.inputs where input.pullback == nil {
      let key = ObjectIdentifier(input)
      guard var leaf = leaves[key] else { continue }
      body(&leaf, key)
      leaves[key] = leaf
    }
  }
}
