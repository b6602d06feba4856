import Autograd
import Tensor

/// How a window of a convolution or a pooling slides, as a node says.
struct WindowSettings: Sendable {
  /// The axes of an image: 1 or 2.
  let axes: Int
  let kernel: [Int]
  let strides: [Int]
  let dilations: [Int]
  /// Before the image along each axis, then after it; nil where it depends on the image.
  private let pads: [Int]?
  /// Whether an odd number of zeros has the extra one before the image.
  private let padsBefore: Bool
  let roundsUp: Bool

  /// - Parameters:
  ///   - node: What has the attributes.
  ///   - kernel: The size of the kernel, where weights say it.
  init(_ node: Node, kernel weights: [Int]? = nil) throws {
    let attributes = node.attributes
    guard let kernel = try weights ?? attributes.ints("kernel_shape") else {
      throw GraphProblem(expected: "kernel_shape", found: "none")
    }
    guard (1...2).contains(kernel.count) else {
      throw GraphProblem(
        expected: "images with one or two axes", found: "a kernel with \(kernel.count)")
    }
    axes = kernel.count
    self.kernel = try attributes.sizes("kernel_shape", count: axes, atLeast: 1) ?? kernel
    guard self.kernel == kernel, kernel.allSatisfy({ $0 > 0 }) else {
      throw GraphProblem(
        expected: "weights of kernel_shape \(self.kernel)", found: "\(kernel)")
    }
    let ones = Array(repeating: 1, count: axes)
    strides = try attributes.sizes("strides", count: axes, atLeast: 1) ?? ones
    dilations = try attributes.sizes("dilations", count: axes, atLeast: 1) ?? ones
    roundsUp = try attributes.int("ceil_mode", or: 0) != 0
    let automatic = try attributes.string("auto_pad", or: "NOTSET")
    let none = Array(repeating: 0, count: 2 * axes)
    switch automatic {
    case "NOTSET", "":
      pads = try attributes.sizes("pads", count: 2 * axes, atLeast: 0) ?? none
    case "VALID": pads = none
    case "SAME_UPPER", "SAME_LOWER": pads = nil
    default: throw GraphProblem(expected: "an auto_pad that is known", found: automatic)
    }
    padsBefore = automatic == "SAME_LOWER"
  }

  /// Whether the padding depends on the image.
  var padsAutomatically: Bool { pads == nil }

  /// Whether a layer can have this padding without seeing the image.
  var isFixed: Bool { pads != nil || !padsBefore }

  /// The padding for images of these sizes; nil for those that a layer finds out itself.
  func padding(on sizes: [Int]?) throws -> Padding {
    guard let pads = try pads ?? sizes.map(automaticPads) else { return .same }
    let (rows, columns) = (axes == 2 ? pads[0] : 0, pads[axes - 1])
    return .zeros(
      top: rows, left: columns, bottom: axes == 2 ? pads[2] : 0, right: pads[2 * axes - 1])
  }

  private func automaticPads(_ sizes: [Int]) throws -> [Int] {
    guard sizes.count == axes else {
      throw GraphProblem(
        expected: "images with \(axes == 1 ? "one axis" : "\(axes) axes"), as the kernel has",
        found: "axes of size \(sizes)")
    }
    let totals = (0..<axes).map { axis in
      let positions = (sizes[axis] + strides[axis] - 1) / strides[axis]
      let reach = (kernel[axis] - 1) * dilations[axis] + 1
      return max(0, (positions - 1) * strides[axis] + reach - sizes[axis])
    }
    let before = totals.map { padsBefore ? $0 - $0 / 2 : $0 / 2 }
    return before + zip(totals, before).map { $0 - $1 }
  }

  /// The window with rows and columns, of which an image with one axis has one row.
  func window(on sizes: [Int]? = nil) throws -> SlidingWindow {
    func pair(_ sizes: [Int]) -> (height: Int, width: Int) {
      axes == 2 ? (sizes[0], sizes[1]) : (1, sizes[0])
    }
    return SlidingWindow(
      kernel: pair(kernel), strides: pair(strides), padding: try padding(on: sizes),
      dilation: pair(dilations), roundsUp: roundsUp)
  }
}
