import Autograd
import Layers
import Tensor

extension Operator {
  /// Convolutions and their transpositions, of images and of rows.
  static let convolutions: [String: Operator] = [
    "Conv": Operator(orders: [1: { rank, _ in filterOrder(rank) }], convolution),
    "ConvTranspose": Operator(orders: [1: { rank, _ in filterOrder(rank) }], transposition),
  ]

  /// The kernel's axes, then the file's second axis and its first.
  private static func filterOrder(_ rank: Int) -> [Int]? {
    (3...4).contains(rank) ? Array(2..<rank) + [1, 0] : nil
  }

  /// The filters of an input as a layer has them, `[height, width, second, first]`.
  private static func filters(_ inputs: [Value?]) throws -> Tensor {
    let weight = try inputs.floats(1)
    guard let order = filterOrder(weight.rank), weight.tensor.count > 0 else {
      throw GraphProblem(
        expected: "filters of images with one or two axes", found: "shape \(weight.shape)")
    }
    let filters = weight.arranged(order)
    return weight.rank == 4 ? filters : filters.expandingDimension(at: 0)
  }

  private static func bias(_ inputs: [Value?], count: Int) throws -> Parameter? {
    guard let bias = try inputs.optionalFloats(2) else { return nil }
    guard bias.shape == [count] else {
      throw GraphProblem(expected: "a bias of shape [\(count)]", found: "\(bias.shape)")
    }
    return Parameter(bias.tensor)
  }

  private static func convolution(_ node: Node) throws -> Action {
    let groups = try node.attributes.sizes("group") ?? 1
    @Sendable func layer(_ inputs: [Value?], on sizes: [Int]?) throws -> any Layer {
      let filters = try filters(inputs)
      let axes = try inputs.floats(1).rank - 2
      let settings = try WindowSettings(
        node, kernel: Array(filters.shape.dimensions[(2 - axes)..<2]))
      let count = filters.shape[3]
      guard count.isMultiple(of: groups) else {
        throw GraphProblem(
          expected: "filters that \(groups) groups share", found: "\(count) of them")
      }
      let window = try settings.window(on: sizes)
      let bias = try bias(inputs, count: count)
      var layer = Conv2D(
        count, kernel: window.kernel, strides: window.strides, padding: window.padding,
        dilation: window.dilation, groups: groups, usesBias: bias != nil)
      layer.weight = Parameter(filters)
      layer.bias = bias
      return RowLayer.around(layer, axes: axes)
    }
    // Zeros that lie before the image where their number is odd depend on its size.
    guard try node.attributes.string("auto_pad", or: "") == "SAME_LOWER" else {
      return .layer { try layer($0, on: nil) }
    }
    return .floats { inputs in
      let input = try inputs.floats(0)
      guard (3...4).contains(input.rank) else {
        throw GraphProblem(expected: "images", found: "\(input.shape)")
      }
      return try input.applying(layer(inputs, on: Array(input.shape[2...])))
    }
  }

  private static func transposition(_ node: Node) throws -> Action {
    let groups = try node.attributes.sizes("group") ?? 1
    return .floats { inputs in
      let input = try inputs.floats(0)
      let filters = try filters(inputs)
      let axes = try inputs.floats(1).rank - 2
      guard input.rank == axes + 2, filters.shape[3] == input.shape[1],
        input.shape[1].isMultiple(of: groups), input.tensor.count > 0
      else {
        throw GraphProblem(
          expected: "images that fit \(groups) groups of filters of shape \(filters.shape)",
          found: "\(input.shape)")
      }
      let form = try TransposedWindow(
        node, kernel: Array(filters.shape.dimensions[(2 - axes)..<2]),
        on: Array(input.shape[2...]))
      _ = try Dimensions.shape(
        [input.shape[0], form.size.height, form.size.width, filters.shape[2] * groups])
      var images = input.channelsLast
      if axes == 1 { images = images.expandingDimension(at: 1) }
      let channels = input.shape[1] / groups
      let parts = (0..<groups).map { group -> Tensor in
        let range = group * channels..<(group + 1) * channels
        let part =
          groups == 1
          ? (images, filters)
          : (
            images.slice(range, axis: 3), filters.slice(range, axis: 3)
          )
        return part.0.transposeConvolved(
          with: part.1, strides: form.window.strides, padding: form.window.padding,
          outputPadding: form.outputPadding)
      }
      var result = groups == 1 ? parts[0] : Tensor.concatenated(parts, axis: 3)
      if let bias = try bias(inputs, count: filters.shape[2] * groups) {
        result = result + bias.value
      }
      if axes == 1 {
        result = result.reshaped(to: [result.shape[0], result.shape[2], result.shape[3]])
      }
      return Arranged(result, order: Arranged.channelsLast(input.rank))
    }
  }
}

/// How far a transposed convolution spreads its filters, and what is cut off.
private struct TransposedWindow {
  let window: SlidingWindow
  let outputPadding: (height: Int, width: Int)
  /// Of the result.
  let size: (height: Int, width: Int)

  init(_ node: Node, kernel: [Int], on sizes: [Int]) throws {
    let settings = try WindowSettings(node, kernel: kernel)
    let attributes = node.attributes
    let axes = settings.axes
    guard settings.dilations.allSatisfy({ $0 == 1 }) else {
      throw GraphProblem(
        expected: "a transposed convolution without dilation", found: "\(settings.dilations)")
    }
    var more =
      try attributes.sizes("output_padding", count: axes, atLeast: 0)
      ?? Array(repeating: 0, count: axes)
    var pads =
      try attributes.sizes("pads", count: 2 * axes, atLeast: 0)
      ?? Array(repeating: 0, count: 2 * axes)
    let wanted = try attributes.sizes("output_shape", count: axes, atLeast: 1)
    if wanted != nil || settings.padsAutomatically {
      let isLower = try attributes.string("auto_pad", or: "") == "SAME_LOWER"
      for axis in 0..<axes {
        let full = settings.strides[axis] * (sizes[axis] - 1) + more[axis] + kernel[axis]
        let total = full - (wanted?[axis] ?? sizes[axis] * settings.strides[axis])
        // What is missing is added after the image.
        if total < 0 { more[axis] -= total }
        let cut = max(0, total)
        pads[axis] = isLower ? cut - cut / 2 : cut / 2
        pads[axes + axis] = cut - pads[axis]
      }
    }
    func pair(_ values: [Int], _ missing: Int) -> (height: Int, width: Int) {
      axes == 2 ? (values[0], values[1]) : (missing, values[0])
    }
    window = SlidingWindow(
      kernel: pair(kernel, 1), strides: pair(settings.strides, 1),
      padding: .zeros(
        top: axes == 2 ? pads[0] : 0, left: pads[axes - 1], bottom: axes == 2 ? pads[2] : 0,
        right: pads[2 * axes - 1]))
    outputPadding = pair(more, 0)
    let rows = pair(sizes, 1)
    guard
      let size = window.inputSize(
        height: rows.height, width: rows.width, outputPadding: outputPadding)
    else {
      throw GraphProblem(
        expected: "pads and output_padding that leave an image", found: "\(pads) and \(more)")
    }
    self.size = size
  }
}

extension Attributes {
  /// One positive number.
  fileprivate func sizes(_ name: String) throws -> Int? {
    guard let size = try int(name) else { return nil }
    guard (1...1 << 24).contains(size) else {
      throw GraphProblem(expected: "a positive \(name)", found: "\(size)")
    }
    return size
  }
}
