import Tensor

/// Shapes that a file asks for, which may be anything.
enum Dimensions {
  /// The most scalars that one tensor may have, so that no file takes memory by what it says.
  @TaskLocal static var limit = 1 << 28

  /// What a graph computes when it is read has at most so many scalars.
  static let whenRead = 1 << 22
  /// A batch may be as large as it likes.
  static let whenCalled = 1 << 40

  /// What is given on the way for inputs of so many scalars, when a model is tried, has at most so many:
  /// networks give hundreds of scalars for one, and files that say more want memory and time.
  static func limit(forInputs count: Int) -> Int {
    count > whenCalled >> 8 ? whenCalled : max(1 << 24, count << 8)
  }

  /// A shape of these sizes, or an error if one is negative or there are too many scalars, even if an
  /// empty axis makes them none.
  static func shape(_ sizes: [Int]) throws -> Shape {
    var count = 1
    for size in sizes {
      guard size >= 0 else {
        throw GraphProblem(expected: "sizes that are not negative", found: "\(sizes)")
      }
      let (product, overflow) = count.multipliedReportingOverflow(by: max(size, 1))
      count = overflow ? .max : product
    }
    guard count <= limit else { throw TooLarge(sizes: sizes) }
    return Shape(sizes)
  }

  /// The shape to which both are repeated along axes of size 1, or an error if they do not fit.
  static func broadcast(_ a: [Int], _ b: [Int]) throws -> [Int] {
    let rank = max(a.count, b.count)
    let (left, right) = (padded(a, to: rank), padded(b, to: rank))
    let result = try zip(left, right).map { left, right in
      guard left == right || left == 1 || right == 1 else {
        throw GraphProblem(expected: "shapes that can be broadcast", found: "\(a) and \(b)")
      }
      return left == 1 ? right : left
    }
    return try shape(result).dimensions
  }

  /// With axes of size 1 before the others.
  static func padded(_ sizes: [Int], to rank: Int) -> [Int] {
    Array(repeating: 1, count: max(0, rank - sizes.count)) + sizes
  }

  /// An axis from 0, where a negative one counts from the end of `rank` axes.
  static func axis(_ axis: Int, rank: Int) throws -> Int {
    guard (-rank..<rank).contains(axis) else {
      throw GraphProblem(expected: "an axis of a tensor of rank \(rank)", found: "axis \(axis)")
    }
    return axis < 0 ? axis + rank : axis
  }

  /// Different axes in their order.
  static func axes(_ axes: [Int], rank: Int) throws -> [Int] {
    let axes = try axes.map { try axis($0, rank: rank) }
    guard Set(axes).count == axes.count else {
      throw GraphProblem(expected: "axes that differ", found: "\(axes)")
    }
    return axes.sorted()
  }
}

/// A tensor that is larger than ``Dimensions/limit``.
struct TooLarge: Error {
  let sizes: [Int]
}
