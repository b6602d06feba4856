import Autograd
import Tensor

/// How a node pads a tensor.
struct Padded: Sendable {
  private enum Mode: String { case constant, reflect, edge, wrap }

  private let before: [Int]
  private let after: [Int]
  private let mode: Mode
  private let value: Float

  static func action(_ node: Node) throws -> Action {
    let mode = try node.attributes.string("mode", or: "constant")
    guard let mode = Mode(rawValue: mode) else {
      throw GraphProblem(expected: "a mode of padding that is known", found: mode)
    }
    let listed = try node.attributes.ints("pads")
    let fixed = try node.attributes.float("value", or: 0)
    return .value { inputs in
      let input = try inputs.value(0)
      guard let pads = try inputs.optionalIntegers(1)?.scalars ?? listed else {
        throw GraphProblem(expected: "pads", found: "none")
      }
      let rank = input.shape.count
      let axes = try inputs.optionalIntegers(3)?.scalars ?? Array(0..<rank)
      guard pads.count == 2 * axes.count else {
        throw GraphProblem(expected: "\(2 * axes.count) pads", found: "\(pads)")
      }
      var (before, after) = (Array(repeating: 0, count: rank), Array(repeating: 0, count: rank))
      for (index, axis) in axes.enumerated() {
        let axis = try Dimensions.axis(axis, rank: rank)
        (before[axis], after[axis]) = (pads[index], pads[axes.count + index])
      }
      let padded = Padded(
        before: before, after: after, mode: mode, value: try inputs.scalar(2) ?? fixed)
      return try padded.applied(to: input)
    }
  }

  private func applied(to input: Value) throws -> Value {
    let limits = -(1 << 24)...1 << 24
    guard (before + after).allSatisfy(limits.contains) else {
      throw GraphProblem(expected: "pads that make sense", found: "\(before), \(after)")
    }
    _ = try Dimensions.shape(
      input.shape.indices.map { max(0, input.shape[$0] + before[$0] + after[$0]) })
    if let padded = zeroPadded(input) { return .floats(padded) }
    return try input.shape.indices.reduce(input) { value, axis in
      try padded(value, axis: axis)
    }
  }

  /// Zeros around images, at once.
  private func zeroPadded(_ input: Value) -> Arranged? {
    guard case .floats(let images) = input, images.rank == 4, mode == .constant, value == 0,
      (before + after).allSatisfy({ $0 >= 0 }), before[0] + after[0] + before[1] + after[1] == 0
    else { return nil }
    return Arranged(
      images.channelsLast.zeroPadded(
        top: before[2], left: before[3], bottom: after[2], right: after[3]),
      order: Arranged.channelsLast(4))
  }

  private func padded(_ input: Value, axis: Int) throws -> Value {
    let (before, after, size) = (before[axis], after[axis], input.shape[axis])
    if before == 0 && after == 0 { return input }
    // Negative pads cut off.
    let first = max(0, -before)
    let last = size - max(0, -after)
    guard first <= last else {
      throw GraphProblem(expected: "pads that leave something", found: "\(before) and \(after)")
    }
    let positions = -before..<size + after
    guard mode == .constant else {
      guard size > 0, mode != .reflect || (max(before, after) < size || size == 1) else {
        throw GraphProblem(
          expected: "pads smaller than \(input.shape)", found: "\(before) and \(after)")
      }
      return try input.taken(positions.map { place($0, size) }, axis: axis)
    }
    let kept = try input.slice(first..<last, axis: axis)
    guard case .floats(let floats) = kept else {
      throw GraphProblem(expected: "floats to pad", found: "integers")
    }
    func filled(_ count: Int) -> Tensor {
      var sizes = floats.tensor.shape.dimensions
      sizes[floats.place(of: axis)] = max(0, count)
      return .full(Shape(sizes), value)
    }
    return .floats(
      floats.with(
        .concatenated(
          [filled(before), floats.tensor, filled(after)], axis: floats.place(of: axis))))
  }

  /// Which scalar of an axis lies at a position beyond it.
  private func place(_ position: Int, _ size: Int) -> Int {
    switch mode {
    case .wrap: ((position % size) + size) % size
    case .reflect where size > 1:
      position < 0 ? -position : position < size ? position : 2 * (size - 1) - position
    default: min(max(position, 0), size - 1)
    }
  }
}
