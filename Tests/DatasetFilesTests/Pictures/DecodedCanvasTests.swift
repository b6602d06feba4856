import Testing

@testable import DatasetFiles

@Suite struct DecodedCanvasTests {
  private let part = DecodedPicture(width: 2, height: 1, layout: .rgb, pixels: [1, 2, 3, 4, 5, 6])

  @Test func theRestIsTransparent() throws {
    let whole = try #require(DecodedCanvas(width: 3, height: 2).placing(part, left: 1, top: 1))
    #expect(whole.layout == .rgba && whole.width == 3 && whole.height == 2)
    #expect(whole.pixels == Array(repeating: 0, count: 16) + [1, 2, 3, 255, 4, 5, 6, 255])
  }

  @Test func theWholeStaysAsItIs() throws {
    let whole = try #require(DecodedCanvas(width: 2, height: 1).placing(part, left: 0, top: 0))
    #expect(whole.layout == .rgb && whole.pixels == part.pixels)
  }

  @Test func nothingLiesOutside() {
    let canvas = DecodedCanvas(width: 3, height: 2)
    for (left, top) in [(2, 0), (0, 2), (-1, 0), (0, -1)] {
      #expect(canvas.placing(part, left: left, top: top) == nil)
    }
  }
}
