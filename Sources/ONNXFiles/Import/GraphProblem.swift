import Tensor

/// What is wrong with a node or a tensor of a graph, before the file's path is known.
struct GraphProblem: Error {
  let expected: String
  let found: String
  /// The node or the tensor, where it is known.
  private(set) var place: String?
  /// Whether nothing else is wrong than that a tensor is large.
  private(set) var isTooLarge = false

  init(expected: String, found: String, at place: String? = nil) {
    self.expected = expected
    self.found = found
    self.place = place
  }

  /// Any error of a node, seen from the graph.
  init(_ error: any Error, at place: String) {
    switch error {
    case var problem as GraphProblem:
      problem.place = problem.place ?? place
      self = problem
    case let error as ShapeError:
      self.init(expected: "shapes that fit", found: "\(error)", at: place)
    case let error as TooLarge:
      self.init(
        expected: "tensors of at most \(Dimensions.limit) scalars", found: "one of \(error.sizes)",
        at: place)
      isTooLarge = true
    default: self.init(expected: "a value", found: "\(error)", at: place)
    }
  }

  /// What was found and where.
  var foundThere: String { place.map { "\(found) in \($0)" } ?? found }
}
