import Tensor

/// Walks back from `root` and returns the gradient of each of `leaves`, nil if the root does not
/// depend on it, or a watch took it.
///
/// Takes the only reference to the graph, so that what an operation kept is freed as soon as its
/// pullback has run.
func backpropagate(
  from root: consuming History?, seed: Tensor, to leaves: [History], watch: GradientWatch? = nil
) -> [Tensor?] {
  var order = root.map(topologicalOrder) ?? []
  var uses = watch.map { _ in LeafUses(of: leaves, in: order) }
  var gradients: [ObjectIdentifier: Tensor] = [:]
  if let root { gradients[ObjectIdentifier(root)] = seed }
  root = nil
  while let node = order.popLast() {
    goBackward(through: node, &gradients)
    guard let watch, let finals = uses?.finals(after: node) else { continue }
    for (slot, key) in finals {
      if let gradient = gradients.removeValue(forKey: key) { watch.take(slot, gradient) }
    }
  }
  // A root that is a leaf has no operation after it.
  if let watch {
    for (slot, leaf) in leaves.enumerated() {
      if let gradient = gradients.removeValue(forKey: ObjectIdentifier(leaf)) {
        watch.take(slot, gradient)
      }
    }
  }
  return leaves.map { gradients[ObjectIdentifier($0)] }
}

/// Hands the gradient of an operation on to its inputs.
private func goBackward(through node: History, _ gradients: inout [ObjectIdentifier: Tensor]) {
  guard let pullback = node.pullback,
    let gradient = gradients.removeValue(forKey: ObjectIdentifier(node))
  else { return }
  for (input, contribution) in zip(node.inputs, pullback(gradient)) {
    guard let input, let contribution else { continue }
    let key = ObjectIdentifier(input)
    if let sum = gradients.removeValue(forKey: key) {
      gradients[key] = sum.adding(contribution)
    } else {
      gradients[key] = contribution
    }
  }
}

/// The nodes that `root` depends on, each after all of its inputs.
private func topologicalOrder(_ root: History) -> [History] {
  var order: [History] = []
  var visited: Set<ObjectIdentifier> = [ObjectIdentifier(root)]
  var stack: [(node: History, next: Int)] = [(root, 0)]
  while let (node, next) = stack.last {
    guard next < node.inputs.count else {
      order.append(node)
      stack.removeLast()
      continue
    }
    stack[stack.count - 1].next += 1
    if let input = node.inputs[next], visited.insert(ObjectIdentifier(input)).inserted {
      stack.append((input, 0))
    }
  }
  return order
}
