import Basics
import Kernels
import Tensor

/// What lies around an image when a window slides over it.
public enum Padding: Sendable, Hashable {
  /// Nothing: the window stays on the image.
  case valid
  /// So many zeros that a stride of 1 keeps the size; if their number is odd, the extra one comes
  /// after the image, as in TensorFlow.
  case same
}

/// Where a window stands on an image: its size, the steps between its positions and the padding.
public struct SlidingWindow: Sendable, Hashable {
  /// Rows and columns under the window.
  public let kernel: (height: Int, width: Int)
  /// Rows and columns between neighboring positions.
  public let strides: (height: Int, width: Int)
  /// What lies around the image.
  public let padding: Padding

  /// A window of the given size; strides default to 1, padding to valid.
  public init(
    kernel: (height: Int, width: Int), strides: (height: Int, width: Int) = (1, 1),
    padding: Padding = .valid
  ) {
    require(
      kernel.height > 0 && kernel.width > 0 && strides.height > 0 && strides.width > 0,
      "SlidingWindow: sizes must be positive, got kernel \(kernel), strides \(strides)")
    self.kernel = kernel
    self.strides = strides
    self.padding = padding
  }

  /// The number of positions along an axis; 0 or less if the window is larger than the image.
  private func positions(_ size: Int, kernel: Int, stride: Int) -> Int {
    switch padding {
    case .valid: size < kernel ? 0 : (size - kernel) / stride + 1
    case .same: (size + stride - 1) / stride
    }
  }

  /// The height and width of the output for images of the given size, nil if the window does not
  /// fit.
  public func outputSize(height: Int, width: Int) -> (height: Int, width: Int)? {
    let rows = positions(height, kernel: kernel.height, stride: strides.height)
    let columns = positions(width, kernel: kernel.width, stride: strides.width)
    return rows > 0 && columns > 0 ? (rows, columns) : nil
  }

  /// Zeros before the image along one axis.
  private func before(_ size: Int, _ positions: Int, kernel: Int, stride: Int) -> Int {
    padding == .valid ? 0 : max(0, (positions - 1) * stride + kernel - size) / 2
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
    let before = Extent(
      height: before(images[1], output.height, kernel: kernel.height, stride: strides.height),
      width: before(images[2], output.width, kernel: kernel.width, stride: strides.width))
    return Window(
      images: ImageBatch(
        count: images[0], height: images[1], width: images[2], channels: images[3]),
      kernel: Extent(kernel), strides: Extent(strides), padding: before, output: Extent(output))
  }

  /// Equal sizes, strides and padding.
  public static func == (a: SlidingWindow, b: SlidingWindow) -> Bool {
    a.kernel == b.kernel && a.strides == b.strides && a.padding == b.padding
  }

  /// Feeds sizes, strides and padding to the hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine([kernel.height, kernel.width, strides.height, strides.width])
    hasher.combine(padding)
  }
}
