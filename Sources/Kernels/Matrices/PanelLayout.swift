/// Lays a matrix of so many rows and columns out in panels of 32 columns, the last one filled up with
/// zeros.
///
/// - Parameter isTransposed: Whether it is stored column by column.
func layOutPanels(
  _ matrix: UnsafePointer<Float>, _ rows: Int, _ columns: Int, isTransposed: Bool,
  into panels: UnsafeMutablePointer<Float>
) {
  let width = Matrix.panelColumns
  let (rowStep, columnStep) = isTransposed ? (1, rows) : (columns, 1)
  for first in stride(from: 0, to: columns, by: width) {
    let count = min(width, columns - first)
    let source = matrix + first * columnStep
    let panel = panels + first * rows
    for row in 0..<rows {
      let target = panel + row * width
      for column in 0..<count { target[column] = source[row * rowStep + column * columnStep] }
      for column in count..<width { target[column] = 0 }
    }
  }
}
