import Tensor

/// Walks back from `root` and returns the gradient of each of `leaves`, nil if the root does not
/// depend on it.
///
/// Takes the only reference to the graph, so that what an operation kept is freed as soon as its
/// pullback has run.
func backpropagate(
  from root: consuming History?, seed: Tensor, to leaves: [History]
) -> [Tensor?] {
  var order = root.map(topologicalOrder) ?? []
  var gradients: [ObjectIdentifier: Tensor] = [:]
  if let root { gradients[ObjectIdentifier(root)] = seed }
  root = nil
  while let node = order.popLast() {
    guard let pullback = node.pullback,
      let gradient = gradients.removeValue(forKey: ObjectIdentifier(node))
    else { continue }
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
  return leaves.map { gradients[ObjectIdentifier($0)] }
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
