import Datasets
import Testing

@testable import DatasetFiles

@Suite struct DecodedPictureTests {
  private func shown(
    _ layout: DecodedPicture.Layout, _ pixels: [UInt8], as format: Bitmap.Format,
    over background: PixelColor = .white
  ) -> [UInt8] {
    DecodedPicture(
      width: pixels.count / layout.channels, height: 1, layout: layout, pixels: pixels
    ).bitmap(as: format, over: background).pixels
  }

  @Test func everyLayoutBecomesColorsAndGray() {
    #expect(shown(.gray, [7, 8], as: .gray) == [7, 8])
    #expect(shown(.gray, [7, 8], as: .rgb) == [7, 7, 7, 8, 8, 8])
    #expect(shown(.rgb, [255, 0, 0], as: .rgb) == [255, 0, 0])
    #expect(shown(.rgb, [255, 0, 0], as: .gray) == [76])
    #expect(shown(.grayAlpha, [0, 51], as: .gray) == [204])
    #expect(shown(.grayAlpha, [0, 51], as: .rgb, over: .black) == [0, 0, 0])
    #expect(shown(.rgba, [255, 0, 0, 51], as: .rgb) == [255, 204, 204])
    #expect(shown(.rgba, [255, 0, 0, 51], as: .gray, over: .black) == [15])
    #expect(shown(.premultiplied, [51, 0, 0, 51], as: .rgb) == [255, 204, 204])
  }

  @Test func indicesBecomeEntries() {
    let table: [UInt8] = (0..<256).flatMap { index -> [UInt8] in [UInt8(index), 1, 2, 255] }
    let picture = DecodedPicture(width: 1, height: 2, layout: .gray, pixels: [9, 200])
    let mapped = picture.mapped(by: table, to: .rgba)
    #expect(mapped.layout == .rgba && mapped.width == 1 && mapped.height == 2)
    #expect(mapped.pixels == [9, 1, 2, 255, 200, 1, 2, 255])
    #expect(mapped.withoutAlpha.pixels == [9, 1, 2, 200, 1, 2])
    #expect(mapped.withoutAlpha.withAlpha.pixels == mapped.pixels)
  }
}
