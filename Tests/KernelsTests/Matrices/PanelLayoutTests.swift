import Testing

@testable import Kernels

@Suite struct PanelLayoutTests {
  @Test(arguments: [false, true])
  func panelsFollowOneAnother(_ isTransposed: Bool) {
    let (rows, columns, width) = (3, 37, Matrix.panelColumns)
    let matrix = (0..<rows * columns).map(Float.init)
    var panels = [Float](repeating: .nan, count: rows * Matrix.wholePanels(columns))
    panels.withUnsafeMutableBufferPointer {
      layOutPanels(matrix, rows, columns, isTransposed: isTransposed, into: $0.baseAddress!)
    }
    let expected = panels.indices.map { place -> Float in
      let (panel, rest) = place.quotientAndRemainder(dividingBy: rows * width)
      let (row, column) = (rest / width, panel * width + rest % width)
      if column >= columns { return 0 }
      return Float(isTransposed ? column * rows + row : row * columns + column)
    }
    #expect(panels == expected)
  }
}
