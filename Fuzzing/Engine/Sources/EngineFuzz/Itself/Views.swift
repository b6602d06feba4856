import OneShot

/// A view of a tensor, and where each of its scalars lies in that tensor by plain arithmetic.
private struct View {
  var tensor: Tensor
  /// The place in the source of each scalar of the view.
  var places: [Int]
  var steps: [String] = []

  /// The places of another shape, each that of a scalar of this view.
  private mutating func move(
    to tensor: Tensor, _ step: String, _ coordinates: ([Int]) -> [Int]
  ) {
    let (old, new) = (self.tensor.shape.dimensions, tensor.shape.dimensions)
    places = (0..<tensor.count).map { index in
      var (rest, coordinate) = (index, [Int](repeating: 0, count: new.count))
      for axis in new.indices.reversed() {
        (rest, coordinate[axis]) = rest.quotientAndRemainder(dividingBy: new[axis])
      }
      return places[zip(coordinates(coordinate), old).reduce(0) { $0 * $1.1 + $1.0 }]
    }
    self.tensor = tensor
    steps.append(step)
  }

  mutating func change(_ draw: inout Draw) {
    let shape = tensor.shape
    switch draw.int(0...6) {
    case 0:
      let axis = draw.int(0...shape.rank - 1)
      let start = draw.int(0...shape[axis] - 1)
      let end = draw.int(start + 1...shape[axis])
      move(to: tensor.slice(start..<end, axis: axis), "slice \(start)..<\(end) of \(axis)") {
        var source = $0
        source[axis] += start
        return source
      }
    case 1:
      let order = Array(0..<shape.rank).shuffled(using: &draw.random)
      move(to: tensor.transposed(permutation: order), "transposed \(order)") { place in
        order.indices.map { axis in place[order.firstIndex(of: axis)!] }
      }
    case 2:
      let indices = Self.rows(shape[0], &draw)
      move(to: tensor.gathered(at: indices), "gathered at \(indices)") {
        [indices[$0[0]]] + $0.dropFirst()
      }
    case 3:
      let axis = draw.int(0...shape.rank)
      move(to: tensor.expandingDimension(at: axis), "a new axis \(axis)") {
        var source = $0
        source.remove(at: axis)
        return source
      }
    case 4:
      let count = draw.int(1...3)
      move(to: tensor.broadcast(to: shape.prepending(count)), "broadcast to \(count)") {
        Array($0.dropFirst())
      }
    case 5 where shape[0] > 1:
      let middle = draw.int(1...shape[0] - 1)
      let parts = [tensor[middle..<shape[0]], tensor[0..<middle]]
      move(to: .concatenated(parts), "rotated by \(middle)") {
        [($0[0] + middle) % shape[0]] + $0.dropFirst()
      }
    default:
      let flat = Shape([shape[0], shape.count / shape[0]])
      tensor = tensor.reshaped(to: flat)
      steps.append("reshaped to \(flat)")
    }
  }

  /// Reversed, strided, or any with repetitions.
  private static func rows(_ count: Int, _ draw: inout Draw) -> [Int] {
    switch draw.int(0...2) {
    case 0: return Array((0..<count).reversed())
    case 1: return Array(stride(from: 0, to: count, by: draw.int(1...3)))
    default: return (0..<draw.int(1...count)).map { _ in draw.int(0...count - 1) }
    }
  }
}

extension SelfKind {
  /// Slices, transpositions and whatever else orders scalars anew, one after another: they are the source's,
  /// and what is computed of a view is what is computed of a copy.
  static let views = SelfKind("a view and its copy") { draw, trial in
    let rank = draw.int(1...4)
    let source = draw.tensor(Shape((0..<rank).map { _ in draw.one(of: [1, 2, 3, 5, 7, 9, 17]) }))
    var view = View(tensor: source, places: Array(0..<source.count))
    for _ in 0..<draw.int(1...4) where view.tensor.count < 20_000 && view.tensor.rank < 6 {
      view.change(&draw)
    }
    let function = draw.one(of: TensorFunction.all)
    trial.description =
      "\(source.shape), \(view.steps.joined(separator: ", ")), then \(function.name)"
    let scalars = source.scalars
    let copy = Tensor(view.places.map { scalars[$0] }, shape: view.tensor.shape)
    trial.expectSame(view.tensor, copy, "the view")
    trial.expectSame(function.of(view.tensor), function.of(copy), "a function of it")
    let found = gradient(at: [view.tensor]) { function.of($0[0]).sum() }[0]
    let expected = gradient(at: [copy]) { function.of($0[0]).sum() }[0]
    trial.expectSame(found, expected, "the gradient of a function of it")
    var written = view.tensor
    written.withUnsafeMutableScalars { for index in $0.indices { $0[index] = .nan } }
    trial.expectSame(source, Tensor(scalars, shape: source.shape), "the source of a written view")
  }
}
