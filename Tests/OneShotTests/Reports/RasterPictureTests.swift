import DatasetFiles
import Foundation
import OneShot
import TestSupport
import Testing

@Suite struct RasterPictureTests {
  private struct Dots: RasterPicture {
    let width = 3
    let height = 2
    let channels = 1
    let pixels: [UInt8] = [0, 255, 0, 10, 20, 30]
  }

  @Test func theNameOfTheFileSaysWhich() throws {
    try inTemporaryFolder { folder in
      try Dots().write(to: folder.appending(path: "dots.png"))
      let picture = try Bitmap.read(folder.appending(path: "dots.png"), as: .gray)
      #expect(picture.pixels == Dots().pixels && picture.width == 3)
      try Dots().write(to: folder.appending(path: "dots.SVG"))
      let text = try String(contentsOf: folder.appending(path: "dots.SVG"), encoding: .utf8)
      #expect(text == Dots().svg)
    }
    #expect(throws: FileProblem.self) { try Dots().write(to: URL(filePath: "/nowhere/dots.png")) }
  }

  @Test func theDocumentHasThePicture() throws {
    let image = try #require(try PageElements(Dots().svg).all("image").first)
    #expect(image["width"] == "3" && image["height"] == "2")
    let data = try #require(image["href"]?.split(separator: ",").last)
    let png = try #require(Data(base64Encoded: String(data)))
    #expect(try PNG.decode(Array(png)).pixels == Dots().pixels)
  }
}
