import Tensor

/// What lies on an edge of a graph.
///
/// Floats are tensors. Integers and booleans are shapes, positions and masks; they are computed on the
/// side, one by one, and have no gradient.
enum Value: Sendable {
  case floats(Arranged)
  case integers(Integers)

  /// The sizes in the file's order.
  var shape: [Int] {
    switch self {
    case .floats(let floats): floats.shape
    case .integers(let integers): integers.shape
    }
  }

  /// The number of scalars.
  var count: Int {
    switch self {
    case .floats(let floats): floats.tensor.count
    case .integers(let integers): integers.scalars.count
    }
  }

  /// A tensor in the file's order; integers become floats.
  var tensor: Tensor {
    switch self {
    case .floats(let floats): floats.plain
    case .integers(let integers): integers.tensor
    }
  }
}

/// Integers or booleans, row-major.
struct Integers: Sendable {
  let shape: [Int]
  let scalars: [Int]
  let type: ElementType

  init(_ scalars: [Int], shape: [Int], type: ElementType = .int64) {
    self.shape = shape
    self.scalars = scalars
    self.type = type
  }

  /// A vector.
  init(_ scalars: [Int]) { self.init(scalars, shape: [scalars.count]) }

  /// The numbers as floats.
  var tensor: Tensor { Tensor(scalars.map(Float.init), shape: Shape(shape)) }

  /// The same scalars in another shape of as many.
  func reshaped(to shape: [Int]) -> Integers { Integers(scalars, shape: shape, type: type) }

  /// For each scalar of a larger shape, the one that is repeated there.
  func broadcast(to target: [Int]) -> Integers {
    let places = Self.places(of: shape, in: target)
    return Integers(places.map { scalars[$0] }, shape: target, type: type)
  }

  /// Where the scalars of `target` lie in a tensor of shape `source` that is repeated to it.
  static func places(of source: [Int], in target: [Int]) -> [Int] {
    let source = Dimensions.padded(source, to: target.count)
    var strides = Array(repeating: 0, count: target.count)
    var stride = 1
    for axis in source.indices.reversed() {
      strides[axis] = source[axis] == 1 ? 0 : stride
      stride *= source[axis]
    }
    return places(sizes: target, strides: strides)
  }

  /// The offsets of the scalars of a shape, row-major, for the given distance along each axis.
  static func places(sizes: [Int], strides: [Int]) -> [Int] {
    zip(sizes, strides).reduce([0]) { places, axis in
      places.flatMap { place in (0..<axis.0).map { place + $0 * axis.1 } }
    }
  }

  /// A function of two numbers at each place, broadcast.
  static func combined(
    _ a: Integers, _ b: Integers, type: ElementType? = nil, _ function: (Int, Int) throws -> Int
  ) throws -> Integers {
    let shape = try Dimensions.broadcast(a.shape, b.shape)
    let (left, right) = (a.broadcast(to: shape), b.broadcast(to: shape))
    let type = type ?? a.type
    return Integers(
      try zip(left.scalars, right.scalars).map { type.wrapped(try function($0, $1)) },
      shape: shape, type: type)
  }

  /// The axes in another order.
  func transposed(_ permutation: [Int]) -> Integers {
    var strides = Array(repeating: 1, count: shape.count)
    for axis in shape.indices.dropLast().reversed() {
      strides[axis] = strides[axis + 1] * shape[axis + 1]
    }
    let sizes = permutation.map { shape[$0] }
    let places = Self.places(sizes: sizes, strides: permutation.map { strides[$0] })
    return Integers(places.map { scalars[$0] }, shape: sizes, type: type)
  }

  /// The parts at these positions along an axis.
  func taken(_ positions: [Int], axis: Int) -> Integers {
    let inner = shape[(axis + 1)...].reduce(1, *)
    let outer = shape[..<axis].reduce(1, *)
    var sizes = shape
    sizes[axis] = positions.count
    var result: [Int] = []
    result.reserveCapacity(outer * positions.count * inner)
    for block in 0..<outer {
      for position in positions {
        let start = (block * shape[axis] + position) * inner
        result += scalars[start..<start + inner]
      }
    }
    return Integers(result, shape: sizes, type: type)
  }
}

extension Integers {
  /// Floats cut to integers.
  init(_ tensor: Tensor, type: ElementType) throws {
    let scalars = try tensor.scalars.map { scalar in
      if type == .bool { return scalar == 0 ? 0 : 1 }
      guard let whole = Int(exactly: scalar.rounded(.towardZero)) else {
        throw GraphProblem(expected: "numbers that integers can hold", found: "\(scalar)")
      }
      return type.wrapped(whole)
    }
    self.init(scalars, shape: tensor.shape.dimensions, type: type)
  }
}
