import Testing

@testable import Kernels

@Suite struct CopyRowsTests {
  @Test func leavesWhatLiesBetweenTheRows() {
    let x: [Float] = [1, 2, 9, 3, 4, 9]
    var y: [Float] = [0, 0, 0, 7, 0, 0, 0, 7]
    copyRows(x, stride: 3, into: &y, stride: 4, rows: 2, width: 2)
    #expect(y == [1, 2, 0, 7, 3, 4, 0, 7])
    copyRows(x, stride: 3, into: &y, stride: 4, rows: 0, width: 2)
    #expect(y == [1, 2, 0, 7, 3, 4, 0, 7])
  }
}
