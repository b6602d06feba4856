import Testing

@testable import Kernels

@Suite struct ColorAdjustmentsTests {
  /// Two pixels: a red and a gray one.
  private let x: [Float] = [1, 0.5, 0, 0.5, 0, 0.5]

  @Test func brightnessMultipliesUpToOne() {
    let found = changed([0.2, 0.6, 0.9], height: 1, width: 3) { $0.adjustBrightness(1.5) }
    #expect(largestDifference(found, [0.3, 0.9, 1]) < 1e-6)
  }

  @Test func contrastKeepsTheMeanOfTheGray() {
    let found = changed([0.2, 0.6], height: 1, width: 2) { $0.adjustContrast(0.5) }
    #expect(largestDifference(found, [0.3, 0.5]) < 1e-6)
    let flat = changed(x, height: 1, width: 2) { $0.adjustContrast(0) }
    #expect(largestDifference(flat, .init(repeating: (0.299 + 0.5) / 2, count: 6)) < 1e-6)
    let two = changed([0.2, 0.6], height: 1, width: 1) { $0.adjustContrast(0) }
    #expect(largestDifference(two, [0.4, 0.4]) < 1e-6)
  }

  @Test func saturationKeepsGray() {
    let found = changed(x, height: 1, width: 2) { $0.adjustSaturation(0.5) }
    #expect(largestDifference(found, [0.6495, 0.5, 0.1495, 0.5, 0.1495, 0.5]) < 1e-6)
  }

  @Test func grayIsTheLuma() {
    let found = changed([1, 0, 0, 0, 1, 0, 0, 0, 1], height: 1, width: 3) { $0.makeGray() }
    let luma: [Float] = [0.299, 0.587, 0.114]
    #expect(found == luma + luma + luma)
  }

  @Test func whatHasNoColorsKeepsItsChannels() {
    for channels in [1, 2, 4] {
      let x = scattered(channels * 6)
      let found = changed(x, height: 2, width: 3) { image in
        image.adjustSaturation(0)
        image.makeGray()
        image.shiftHue(0.3)
      }
      #expect(found == x)
    }
  }
}
