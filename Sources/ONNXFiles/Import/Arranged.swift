import Autograd
import Tensor

/// A tensor of floats whose axes lie in another order than the file's: images with their channels last.
///
/// A transposition only changes the order; scalars move where an operation asks for another one.
struct Arranged: Sendable {
  let tensor: Tensor
  /// Axis i of the tensor is axis `order[i]` of the file's.
  let order: [Int]
  /// The parameter whose value this is.
  var parameter: Parameter?

  /// A tensor in the order of the file, or in another one.
  init(_ tensor: Tensor, order: [Int]? = nil) {
    self.tensor = tensor
    self.order = order ?? Array(0..<tensor.rank)
  }

  var rank: Int { order.count }

  /// The sizes in the file's order.
  var shape: [Int] {
    var sizes = Array(repeating: 1, count: rank)
    for (place, axis) in order.enumerated() { sizes[axis] = tensor.shape[place] }
    return sizes
  }

  /// Where an axis of the file lies.
  func place(of axis: Int) -> Int { order.firstIndex(of: axis)! }

  /// The tensor with its axes in the given order.
  func arranged(_ wanted: [Int]) -> Tensor {
    if order == wanted { return tensor }
    let permutation = wanted.map(place)
    let moved = permutation.filter { tensor.shape[$0] != 1 }
    let shape = Shape(permutation.map { tensor.shape[$0] })
    // If only axes of size 1 move, no scalar does.
    return moved == moved.sorted()
      ? tensor.reshaped(to: shape) : tensor.transposed(permutation: permutation)
  }

  /// The tensor in the order of the file.
  var plain: Tensor { arranged(Array(0..<rank)) }

  /// The tensor with its channels, the file's axis 1, last.
  var channelsLast: Tensor { arranged(Self.channelsLast(rank)) }

  /// The batch axis, those of an image, and the channels.
  static func channelsLast(_ rank: Int) -> [Int] {
    rank < 3 ? Array(0..<rank) : [0] + Array(2..<rank) + [1]
  }

  /// Where the channels, or any axis, come last and the others keep their order.
  func movingLast(_ axis: Int) -> [Int] { order.filter { $0 != axis } + [axis] }

  /// The same order with another tensor of these axes.
  func with(_ tensor: Tensor) -> Arranged { Arranged(tensor, order: order) }

  /// The axes of the file in another order; nothing is moved.
  func transposed(_ permutation: [Int]) -> Arranged {
    Arranged(tensor, order: order.map { axis in permutation.firstIndex(of: axis)! })
  }

  /// With axes of size 1 before the others.
  func padded(to rank: Int) -> Arranged {
    let missing = rank - self.rank
    if missing <= 0 { return self }
    return Arranged(
      tensor.reshaped(to: Shape(Dimensions.padded(tensor.shape.dimensions, to: rank))),
      order: Array(0..<missing) + order.map { $0 + missing })
  }

  /// The scalars, in the file's order, in another shape of as many.
  ///
  /// Where the shapes agree up to axes that are split or joined, only joined ones are brought together.
  func reshaped(to target: [Int]) -> Arranged {
    guard let groups = AxisGroup.groups(from: shape, to: target) else {
      return Arranged(plain.reshaped(to: Shape(target)))
    }
    let places = groups.enumerated().sorted { a, b in
      (first(of: a.element), a.offset) < (first(of: b.element), b.offset)
    }.map(\.element)
    let sizes = places.flatMap { $0.target.map { target[$0] } }
    return Arranged(
      arranged(places.flatMap { Array($0.source) }).reshaped(to: Shape(sizes)),
      order: places.flatMap { Array($0.target) })
  }

  /// The first place of what a group takes.
  private func first(of group: AxisGroup) -> Int {
    let places = group.source.map(place)
    return places.filter { tensor.shape[$0] != 1 }.min() ?? places.min() ?? rank
  }
}

/// Neighboring axes that become others of the same number of scalars.
struct AxisGroup {
  let source: Range<Int>
  let target: Range<Int>

  /// The smallest groups, in their order; nil if the scalars are shared otherwise.
  static func groups(from source: [Int], to target: [Int]) -> [AxisGroup]? {
    guard !source.contains(0), !target.contains(0) else { return nil }
    var groups: [AxisGroup] = []
    var (i, j) = (0, 0)
    while i < source.count || j < target.count {
      let (firstI, firstJ) = (i, j)
      var (a, b) = (1, 1)
      if i < source.count { (a, i) = (source[i], i + 1) }
      if j < target.count { (b, j) = (target[j], j + 1) }
      while a != b {
        if a < b {
          guard i < source.count else { return nil }
          (a, i) = (a * source[i], i + 1)
        } else {
          guard j < target.count else { return nil }
          (b, j) = (b * target[j], j + 1)
        }
      }
      groups.append(AxisGroup(source: firstI..<i, target: firstJ..<j))
    }
    return groups
  }
}
