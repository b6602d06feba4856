import DatasetFiles
import Datasets
import Testing

@testable import OneShot

@Suite struct ImageSpriteTests {
  @Test func colorsStayAndLargePicturesAreThinned() throws {
    let pixels = (0..<300).map { UInt8($0 % 251) }
    let format = ImageFormat(height: 2, width: 50, channels: 3, values: .imageNet)
    let dataset = ImageDataset(
      name: "colors", format: format, groups: ["g"],
      classes: [.init(name: "a", group: 0, images: [0])], pixels: pixels)
    let sprite = try ImageSprite(of: dataset, at: [0])
    #expect(try PNG.decode(sprite.png, as: .rgb).pixels == pixels)
    // 170 images of 50 pixels beside one another are 8500.
    let many = try ImageSprite(of: dataset, at: [Int](repeating: 0, count: 170 * 170))
    #expect((many.side, many.tileWidth, many.tileHeight) == (170, 25, 1))
    #expect(Array(many.pixels[3..<6]) == Array(pixels[6..<9]))
  }
}
