import Autograd

/// A window in the form of a layer.
struct WindowForm: Codable, Sendable {
  private let kernel: [Int]
  private let strides: [Int]
  private let padding: Padding
  private let dilation: [Int]
  private let roundsUp: Bool

  init(_ window: SlidingWindow) {
    kernel = [window.kernel.height, window.kernel.width]
    strides = [window.strides.height, window.strides.width]
    padding = window.padding
    dilation = [window.dilation.height, window.dilation.width]
    roundsUp = window.roundsUp
  }

  /// The window.
  ///
  /// - Throws: ``ArchitectureError`` if a size is out of range.
  var window: SlidingWindow {
    get throws(ArchitectureError) {
      if case .zeros(let top, let left, let bottom, let right) = padding {
        for side in [top, left, bottom, right] {
          try ArchitectureError.check(("padding", side, 0))
        }
      }
      return SlidingWindow(
        kernel: try Self.pair("kernel", kernel), strides: try Self.pair("strides", strides),
        padding: padding, dilation: try Self.pair("dilation", dilation), roundsUp: roundsUp)
    }
  }

  /// The window of a layer whose windows are square.
  var squareWindow: SlidingWindow {
    get throws(ArchitectureError) {
      let window = try window
      for (height, width) in [window.kernel, window.strides, window.dilation] where height != width
      {
        throw ArchitectureError(found: "\(height) × \(width)", expected: "a square window")
      }
      return window
    }
  }

  /// The window of a layer that pools.
  var poolingWindow: SlidingWindow {
    get throws(ArchitectureError) {
      let window = try window
      guard window.canPool else {
        throw ArchitectureError(found: "\(window)", expected: SlidingWindow.poolingRule)
      }
      return window
    }
  }

  private static func pair(
    _ name: String, _ sizes: [Int]
  ) throws(ArchitectureError) -> (height: Int, width: Int) {
    guard sizes.count == 2 else {
      throw ArchitectureError(
        found: "\(sizes.count) sizes of \(name)", expected: "height and width")
    }
    try ArchitectureError.check((name, sizes[0], 1), (name, sizes[1], 1))
    return (sizes[0], sizes[1])
  }
}
