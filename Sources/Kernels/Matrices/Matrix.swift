import CKernels

/// A row-major matrix in memory, read as it is or transposed, or one in panels.
package struct Matrix {
  package let pointer: UnsafePointer<Float>
  /// Rows and columns as they take part in the product, after any transposition.
  package let rows: Int
  package let columns: Int
  /// The distance in memory between the starts of two stored rows.
  package let stride: Int
  package let isTransposed: Bool
  /// Whether it lies in panels of 32 columns, one after another, each with its rows one after another.
  package let isPanels: Bool

  /// `rows` × `columns` in memory, `stride` apart.
  package init(_ pointer: UnsafePointer<Float>, _ rows: Int, _ columns: Int, stride: Int? = nil) {
    self.init(
      pointer, rows, columns, stride: stride ?? columns, isTransposed: false, isPanels: false)
  }

  /// `rows` × `columns` in panels of 32 columns, as the right operand of a product.
  package init(panels pointer: UnsafePointer<Float>, _ rows: Int, _ columns: Int) {
    self.init(
      pointer, rows, columns, stride: Self.panelColumns, isTransposed: false, isPanels: true)
  }

  private init(
    _ pointer: UnsafePointer<Float>, _ rows: Int, _ columns: Int, stride: Int, isTransposed: Bool,
    isPanels: Bool
  ) {
    self.pointer = pointer
    self.rows = rows
    self.columns = columns
    self.stride = max(stride, 1)
    self.isTransposed = isTransposed
    self.isPanels = isPanels
  }

  /// Columns of a panel.
  package static let panelColumns = Int(productPanelColumns)

  /// Columns in whole panels.
  package static func wholePanels(_ columns: Int) -> Int {
    (columns + panelColumns - 1) / panelColumns * panelColumns
  }

  package var transposed: Matrix {
    Matrix(
      pointer, columns, rows, stride: stride, isTransposed: !isTransposed, isPanels: isPanels)
  }

  func advanced(by offset: Int) -> Matrix {
    Matrix(
      pointer + offset, rows, columns, stride: stride, isTransposed: isTransposed,
      isPanels: isPanels)
  }

  func rows(_ range: Range<Int>) -> Matrix {
    Matrix(
      pointer + range.lowerBound * (isTransposed ? 1 : stride), range.count, columns,
      stride: stride, isTransposed: isTransposed, isPanels: isPanels)
  }

  func columns(_ range: Range<Int>) -> Matrix {
    Matrix(
      pointer + range.lowerBound * (isTransposed ? stride : 1), rows, range.count,
      stride: stride, isTransposed: isTransposed, isPanels: isPanels)
  }
}

/// Several products by one left operand: how many, and how many scalars apart their right operands and
/// results are.
package struct Repetition: Sendable {
  let count: Int
  let operandStep: Int
  let resultStep: Int

  package init(_ count: Int, operandStep: Int, resultStep: Int) {
    self.count = count
    self.operandStep = operandStep
    self.resultStep = resultStep
  }

  /// A single product.
  package static let once = Repetition(1, operandStep: 0, resultStep: 0)
}
