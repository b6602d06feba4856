import Basics
import Kernels
import Tensor

/// Where a window stands on an image: its size, the steps between its positions and the padding.
public struct SlidingWindow: Sendable, Hashable {
  /// Rows and columns of the window.
  public let kernel: (height: Int, width: Int)
  /// Rows and columns between neighboring positions.
  public let strides: (height: Int, width: Int)
  /// What lies around the image.
  public let padding: Padding
  /// The distance between neighboring rows, and columns, of the kernel on the image: 1 if they lie
  /// side by side.
  public let dilation: (height: Int, width: Int)
  /// Whether there is a last position that reaches beyond the image and its padding where the
  /// strides leave a rest, as with PyTorch's `ceil_mode`. Without effect on `.same`, which has it
  /// anyway.
  public let roundsUp: Bool

  /// A window of the given size; strides and dilation default to 1, padding to valid, and a rest is
  /// left out.
  public init(
    kernel: (height: Int, width: Int), strides: (height: Int, width: Int) = (1, 1),
    padding: Padding = .valid, dilation: (height: Int, width: Int) = (1, 1), roundsUp: Bool = false
  ) {
    require(
      [kernel, strides, dilation].allSatisfy { $0.height > 0 && $0.width > 0 },
      "SlidingWindow: sizes must be positive, got kernel \(kernel), strides \(strides), "
        + "dilation \(dilation)")
    require(padding.isSound, "SlidingWindow: padding must not be negative, got \(padding)")
    self.kernel = kernel
    self.strides = strides
    self.padding = padding
    self.dilation = dilation
    self.roundsUp = roundsUp
  }

  private var vertical: SlidingAxis {
    SlidingAxis(
      kernel: kernel.height, stride: strides.height, dilation: dilation.height,
      border: padding.rows, roundsUp: roundsUp)
  }

  private var horizontal: SlidingAxis {
    SlidingAxis(
      kernel: kernel.width, stride: strides.width, dilation: dilation.width,
      border: padding.columns, roundsUp: roundsUp)
  }

  /// The height and width of the output for images of the given size, nil if the window does not
  /// fit.
  public func outputSize(height: Int, width: Int) -> (height: Int, width: Int)? {
    let rows = vertical.positions(on: height)
    let columns = horizontal.positions(on: width)
    return rows > 0 && columns > 0 ? (rows, columns) : nil
  }

  /// The size of the images on which the window has `height` rows and `width` columns of positions:
  /// the smallest such, and `outputPadding` more; nil if there are no such images.
  package func inputSize(
    height: Int, width: Int, outputPadding: (height: Int, width: Int)
  ) -> (height: Int, width: Int)? {
    let rows = vertical.size(for: height, more: outputPadding.height)
    let columns = horizontal.size(for: width, more: outputPadding.width)
    guard rows > 0 && columns > 0,
      let output = outputSize(height: rows, width: columns), output == (height, width)
    else { return nil }
    return (rows, columns)
  }

  /// The kernel's description of this window on a batch of images.
  func window(on images: Shape, for operation: String) -> Window {
    require(
      images.rank == 4,
      "\(operation): expected images [count, height, width, channels], got \(images)")
    guard let output = outputSize(height: images[1], width: images[2]) else {
      fatalError(
        "\(operation): a \(kernel.height)×\(kernel.width) window does not fit images \(images)")
    }
    return Window(
      images: ImageBatch(
        count: images[0], height: images[1], width: images[2], channels: images[3]),
      kernel: Extent(kernel), strides: Extent(strides),
      padding: Extent(
        height: vertical.padding(on: images[1]).before,
        width: horizontal.padding(on: images[2]).before),
      output: Extent(output), dilation: Extent(dilation))
  }

  /// The kernel's description of pooling by this window; with `countsPadding`, means take it in.
  func pooling(on images: Shape, countsPadding: Bool = false, for operation: String) -> Pooling {
    require(canPool, "\(operation): \(Self.poolingRule), got \(self)")
    let window = window(on: images, for: operation)
    let after = Extent(
      height: vertical.padding(on: images[1]).after,
      width: horizontal.padding(on: images[2]).after)
    return Pooling(window: window, countedAfter: countsPadding ? after : nil)
  }

  /// Whether there is a scalar of the image under each position, and none is skipped.
  package var canPool: Bool {
    let (rows, columns) = (padding.rows ?? (0, 0), padding.columns ?? (0, 0))
    return dilation == (1, 1) && max(rows.before, rows.after) < kernel.height
      && max(columns.before, columns.after) < kernel.width
  }

  /// What `canPool` asks for, in words.
  package static let poolingRule =
    "pooling needs a window larger than the padding on each side, without dilation"

  /// Equal sizes, strides, padding, dilation and rounding.
  public static func == (a: SlidingWindow, b: SlidingWindow) -> Bool {
    a.kernel == b.kernel && a.strides == b.strides && a.padding == b.padding
      && a.dilation == b.dilation && a.roundsUp == b.roundsUp
  }

  /// Feeds sizes, strides, padding, dilation and rounding to the hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine([kernel.height, kernel.width, strides.height, strides.width])
    hasher.combine([dilation.height, dilation.width])
    hasher.combine(padding)
    hasher.combine(roundsUp)
  }
}

/// A sliding window along one axis.
private struct SlidingAxis {
  let kernel: Int
  let stride: Int
  let dilation: Int
  /// The padding, nil if it depends on the image.
  let border: (before: Int, after: Int)?
  let roundsUp: Bool

  /// Pixels from the first under the window to the last.
  private var reach: Int { (kernel - 1) * dilation + 1 }

  /// The number of positions along an axis; 0 or less if the window is larger than the image.
  func positions(on size: Int) -> Int {
    guard let border else { return (size + stride - 1) / stride }
    let room = size + border.before + border.after - reach + (roundsUp ? stride - 1 : 0)
    if room < 0 { return 0 }
    let count = room / stride + 1
    // What rounding up adds must not lie in the padding after the image alone.
    return roundsUp && (count - 1) * stride >= size + border.before ? count - 1 : count
  }

  /// The smallest size with so many positions, and `more`; `.same` gives whole strides.
  func size(for positions: Int, more: Int) -> Int {
    guard let border else { return positions * stride }
    return (positions - 1) * stride + reach - border.before - border.after + more
  }

  /// Pixels around an image along this axis.
  func padding(on size: Int) -> (before: Int, after: Int) {
    if let border { return border }
    let total = max(0, (positions(on: size) - 1) * stride + reach - size)
    return (total / 2, total - total / 2)
  }
}
