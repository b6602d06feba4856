import Autograd
import Tensor

extension Operator {
  /// What takes parts of tensors.
  static let selections: [String: Operator] = [
    "Slice": Operator(settings: [1, 2, 3, 4], slice),
    "Gather": Operator(settings: [1], numbers: [1]) { node in
      let axis = try node.attributes.int("axis", or: 0)
      return .value { inputs in
        let input = try inputs.value(0)
        let indices = try inputs.integers(1)
        let axis = try Dimensions.axis(axis, rank: input.shape.count)
        let size = input.shape[axis]
        let places = try indices.scalars.map { index in
          guard (-size..<size).contains(index) else {
            throw GraphProblem(expected: "positions below \(size)", found: "\(index)")
          }
          return index < 0 ? index + size : index
        }
        let sizes = Array(input.shape[..<axis]) + indices.shape + Array(input.shape[(axis + 1)...])
        _ = try Dimensions.shape(sizes)
        return try input.taken(places, axis: axis).reshaped(to: sizes)
      }
    },
  ]

  /// Bounds are attributes before version 10, and inputs since.
  private static func slice(_ node: Node) throws -> Action {
    let starts = try node.attributes.ints("starts")
    let ends = try node.attributes.ints("ends")
    let listed = try node.attributes.ints("axes")
    return .value { inputs in
      let input = try inputs.value(0)
      guard let starts = try inputs.optionalIntegers(1)?.scalars ?? starts,
        let ends = try inputs.optionalIntegers(2)?.scalars ?? ends
      else { throw GraphProblem(expected: "starts and ends", found: "none") }
      let axes = try inputs.optionalIntegers(3)?.scalars ?? listed ?? Array(starts.indices)
      let steps =
        try inputs.optionalIntegers(4)?.scalars ?? Array(repeating: 1, count: starts.count)
      guard starts.count == ends.count, starts.count == axes.count, starts.count == steps.count,
        !steps.contains(0)
      else {
        throw GraphProblem(
          expected: "as many starts, ends, axes and steps",
          found: "\(starts), \(ends), \(axes), \(steps)")
      }
      return try starts.indices.reduce(input) { value, index in
        let axis = try Dimensions.axis(axes[index], rank: input.shape.count)
        return try value.sliced(starts[index], ends[index], step: steps[index], axis: axis)
      }
    }
  }
}

extension Value {
  /// The part of the axis from one position to another one; negative ones count from the end.
  fileprivate func sliced(_ start: Int, _ end: Int, step: Int, axis: Int) throws -> Value {
    let size = shape[axis]
    func place(_ position: Int, _ range: ClosedRange<Int>) -> Int {
      let place = position < 0 ? position + size : position
      return Swift.min(Swift.max(place, range.lowerBound), range.upperBound)
    }
    if step > 0 {
      let first = place(start, 0...size)
      let last = Swift.max(first, place(end, 0...size))
      if step == 1 { return try slice(first..<last, axis: axis) }
      return try taken(
        Array(stride(from: first, to: last, by: Swift.min(step, size + 1))), axis: axis)
    }
    guard size > 0 else { return self }
    let first = place(start, 0...size - 1)
    let last = place(end, -1...size - 1)
    return try taken(
      Array(stride(from: first, to: last, by: Swift.max(step, -size - 1))), axis: axis)
  }

  /// The part of an axis in a range.
  func slice(_ range: Range<Int>, axis: Int) throws -> Value {
    switch self {
    case .integers(let integers): .integers(integers.taken(Array(range), axis: axis))
    case .floats(let floats):
      range == 0..<floats.shape[axis]
        ? self : .floats(floats.with(floats.tensor.slice(range, axis: floats.place(of: axis))))
    }
  }

  /// The parts at these positions along an axis, in their order.
  func taken(_ positions: [Int], axis: Int) throws -> Value {
    switch self {
    case .integers(let integers): return .integers(integers.taken(positions, axis: axis))
    case .floats(let floats):
      let order = [axis] + floats.order.filter { $0 != axis }
      return .floats(
        Arranged(floats.arranged(order).gathered(at: positions), order: order))
    }
  }
}
