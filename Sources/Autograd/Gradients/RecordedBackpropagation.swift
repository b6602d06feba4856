import Basics
import Tensor

/// Walks back from a scalar and returns the gradient of each of `leaves`, recorded as computed from whatever
/// the leaves and the operations depend on; nil if the scalar does not depend on the leaf.
///
/// Where nothing around is differentiated the gradients are those of `backpropagate`, without history.
func backpropagateRecorded(from root: Tensor, to leaves: [History]) -> [Tensor?] {
  guard let history = root.history else { return leaves.map { _ in nil } }
  let graph = LeafGraph(from: history, to: leaves)
  let seed = Tensor.ones(root.shape)
  guard graph.leadsElsewhere else { return backpropagate(from: history, seed: seed, to: leaves) }
  var gradients: [ObjectIdentifier: Tensor] = [ObjectIdentifier(history): seed]
  for node in graph.order.reversed() {
    guard let gradient = gradients.removeValue(forKey: ObjectIdentifier(node)) else { continue }
    guard let operation = node.recorded else {
      fatalError(
        "differentiableGradient: an operation on the way to what gradients are taken of was recorded "
          + "outside the closure")
    }
    let isWanted = node.inputs.map { $0.map { graph.leads(to: $0) } ?? false }
    let found = operation.gradients(from: gradient, node: node, isWanted: isWanted)
    for ((input, isWanted), contribution) in zip(zip(node.inputs, isWanted), found) {
      guard isWanted, let input, let contribution else { continue }
      let key = ObjectIdentifier(input)
      gradients[key] = gradients[key].map { $0 + contribution } ?? contribution
    }
  }
  return leaves.map { gradients[ObjectIdentifier($0)] }
}

/// The operations between a root and leaves.
private struct LeafGraph {
  /// The operations that depend on a leaf, each after all of its inputs.
  private(set) var order: [History] = []
  /// Whether the root depends on anything but the leaves, so that gradients may be taken of gradients.
  private(set) var leadsElsewhere = false
  private var leading: Set<ObjectIdentifier> = []

  init(from root: History, to leaves: [History]) {
    let ends = Set(leaves.map(ObjectIdentifier.init))
    var visited: Set<ObjectIdentifier> = [ObjectIdentifier(root)]
    var stack: [(node: History, next: Int)] = [(root, 0)]
    while let (node, next) = stack.last {
      let key = ObjectIdentifier(node)
      if ends.contains(key) {
        leading.insert(key)
        if !node.inputs.isEmpty { leadsElsewhere = true }
        stack.removeLast()
        continue
      }
      guard next < node.inputs.count else {
        if node.pullback == nil { leadsElsewhere = true }
        if node.inputs.contains(where: { $0.map(leads) ?? false }) {
          leading.insert(key)
          order.append(node)
        }
        stack.removeLast()
        continue
      }
      stack[stack.count - 1].next += 1
      if let input = node.inputs[next], visited.insert(ObjectIdentifier(input)).inserted {
        stack.append((input, 0))
      }
    }
  }

  /// Whether a leaf, or an operation that depends on one.
  func leads(to node: History) -> Bool { leading.contains(ObjectIdentifier(node)) }
}
