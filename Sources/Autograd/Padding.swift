/// What lies around an image when a window slides over it.
///
/// ```swift
/// Conv2D(64, kernel: 7, strides: 2, padding: .zeros(3))
/// MaxPool2D(3, strides: 2, padding: .zeros(1))
/// ```
public enum Padding: Sendable, Hashable, Codable {
  /// Nothing: the window stays on the image.
  case valid
  /// So many zeros that a stride of 1 keeps the size; if their number is odd, the extra one comes
  /// after the image, as in TensorFlow.
  ///
  /// With a larger stride PyTorch's `padding=1` stands elsewhere on the image: a network whose
  /// weights were trained there needs `.zeros(1)`.
  case same
  /// So many rows above and below and columns left and right, of zeros; pooling leaves them out.
  case zeros(top: Int, left: Int, bottom: Int, right: Int)

  /// The same on all four sides, as PyTorch's `padding=1`.
  public static func zeros(_ amount: Int) -> Padding { zeros(height: amount, width: amount) }

  /// The same above and below, and left and right, as PyTorch's `padding=(1, 2)`.
  public static func zeros(height: Int, width: Int) -> Padding {
    .zeros(top: height, left: width, bottom: height, right: width)
  }

  /// Rows before and after the image, nil if they depend on its size.
  var rows: (before: Int, after: Int)? {
    switch self {
    case .valid: (0, 0)
    case .same: nil
    case .zeros(let top, _, let bottom, _): (top, bottom)
    }
  }

  /// Columns before and after the image, nil if they depend on its size.
  var columns: (before: Int, after: Int)? {
    switch self {
    case .valid: (0, 0)
    case .same: nil
    case .zeros(_, let left, _, let right): (left, right)
    }
  }

  /// Whether no side is negative.
  var isSound: Bool {
    [rows, columns].allSatisfy { side in side.map { $0.before >= 0 && $0.after >= 0 } ?? true }
  }
}
