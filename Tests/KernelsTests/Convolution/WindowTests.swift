import Testing

@testable import Kernels

@Suite struct WindowTests {
  private let window = Window(
    images: ImageBatch(count: 1, height: 5, width: 4, channels: 2),
    kernel: Extent(height: 3, width: 2), strides: Extent(height: 2, width: 1),
    padding: Extent(height: 1, width: 1), output: Extent(height: 3, width: 5))

  @Test func countsWhatLiesUnderIt() {
    #expect(window.images.imageSize == 40)
    #expect(window.positions == 15)
    #expect(window.patchSize == 12)
  }

  @Test func atTheBordersAPartLiesOnTheImage() {
    #expect((0..<3).map(window.kernelRows) == [1..<3, 0..<3, 0..<2])
    #expect((0..<5).map(window.kernelColumns) == [1..<2, 0..<2, 0..<2, 0..<2, 0..<1])
  }

  @Test func rowsOfTheOutputLookAtRowsOfTheImage() {
    #expect(window.imageRows(for: 0..<1) == 0..<2)
    #expect(window.imageRows(for: 1..<2) == 1..<4)
    #expect(window.imageRows(for: 1..<3) == 1..<5)
  }

  @Test func dilationSpreadsTheKernel() {
    var window = window
    window.dilation = Extent(height: 3, width: 2)
    #expect((0..<3).map(window.kernelRows) == [1..<2, 0..<2, 0..<1])
    #expect((0..<5).map(window.kernelColumns) == [1..<2, 0..<2, 0..<2, 0..<1, 0..<1])
  }
}
