import Testing

@testable import OneShot

@Suite struct PictureCanvasTests {
  private let ink = numberedImages(groups: [1], drawers: 2)

  @Test func inkIsBlackAndFramesLieAround() {
    var canvas = PictureCanvas(width: 8, height: 8, channels: 1)
    canvas.draw(ink, 1, x: 3, y: 3)
    canvas.frame(x: 3, y: 3, height: 2, width: 2, thickness: 1, gap: 1, gray: 9)
    func row(_ y: Int) -> [UInt8] { Array(canvas.pixels[y * 8..<y * 8 + 8]) }
    #expect(row(0) == Array(repeating: 255, count: 8))
    #expect(row(1) == [255, 9, 9, 9, 9, 9, 9, 255])
    #expect(row(3) == [255, 9, 255, 255, 254, 255, 9, 255])
    #expect(row(6) == row(1))
  }

  @Test func largePhotographsAreReducedAndInkIsNot() {
    #expect(ink.reduced(toSide: 1).height == 2 && ink.pictureKind == "ink")
    let format = ImageFormat(height: 60, width: 30, channels: 3, values: .imageNet)
    let photographs = ImageDataset(
      name: "p", format: format, groups: ["g"], classes: [.init(name: "a", group: 0, images: [0])],
      pixels: Array(repeating: 7, count: 5400))
    let small = photographs.reduced(toSide: 20)
    #expect((small.height, small.width) == (20, 10) && small.pictureKind == "photo")
    #expect(small.visibleBytes(ofImage: 0).allSatisfy { $0 == 7 })
    #expect(small.pictureName(0) == photographs.pictureName(0))
    #expect(ink.pictureName(0) != photographs.pictureName(0))
  }
}
