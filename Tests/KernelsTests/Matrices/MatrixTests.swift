import Testing

@testable import Kernels

@Suite struct MatrixTests {
  private let scalars = (0..<12).map(Float.init)

  @Test func partsOfATransposedMatrixAreThoseOfTheStoredOne() {
    scalars.withUnsafeBufferPointer { buffer in
      let matrix = Matrix(buffer.baseAddress!, 3, 4)
      #expect(matrix.rows(1..<3).pointer.pointee == 4)
      #expect(matrix.columns(1..<3).pointer.pointee == 1)
      let transposed = matrix.transposed
      #expect((transposed.rows, transposed.columns) == (4, 3))
      #expect(transposed.rows(1..<3).pointer.pointee == 1)
      #expect(transposed.columns(1..<3).pointer.pointee == 4)
      #expect(matrix.advanced(by: 5).pointer.pointee == 5)
    }
  }

  @Test func panelsAreCountedWhole() {
    #expect([0, 1, 32, 33].map(Matrix.wholePanels) == [0, 32, 32, 64])
  }
}
