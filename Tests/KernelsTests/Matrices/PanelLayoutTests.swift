import Testing

@testable import Kernels

@Suite struct PanelLayoutTests {
  @Test(arguments: [false, true])
  func panelsHoldSixteenColumns(_ isTransposed: Bool) {
    let (rows, columns) = (3, 37)
    let matrix = (0..<rows * columns).map(Float.init)
    var panels = [Float](repeating: .nan, count: rows * Matrix.wholePanels(columns))
    panels.withUnsafeMutableBufferPointer {
      layOutPanels(matrix, rows, columns, isTransposed: isTransposed, into: $0.baseAddress!)
    }
    let expected = panels.indices.map { place -> Float in
      let (panel, rest) = place.quotientAndRemainder(dividingBy: rows * 16)
      let (row, column) = (rest / 16, panel * 16 + rest % 16)
      if column >= columns { return 0 }
      return Float(isTransposed ? column * rows + row : row * columns + column)
    }
    #expect(panels == expected)
  }
}
