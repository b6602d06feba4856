import Testing

@testable import DatasetFiles

@Suite struct WebPChunksTests {
  private func chunks(_ name: String) throws -> WebPChunks {
    try WebPChunks(#require(PictureKind.all.first { $0.name == name }).file)
  }

  @Test func aStillImageHasNoFrames() throws {
    let still = try chunks("lossless-RGB.webp")
    #expect(still.firstFrame == nil && still.orientation == 1 && still.isWhole)
    #expect(try chunks("exif-6.webp").orientation == 6)
    #expect(try chunks("exif-7.webp").orientation == 7)
  }

  @Test(arguments: ["RGB", "RGBA"])
  func theFirstImageOfAnAnimationIsAFile(mode: String) throws {
    let frame = try #require(chunks("animated-part-\(mode).webp").firstFrame)
    #expect(frame.left == 2 && frame.top == 2)
    let picture = try WebP.decode(frame.file, path: mode).picture
    #expect(picture.width == 4 && picture.height == 3)
    #expect(picture.layout == (mode == "RGB" ? .rgb : .rgba))
  }

  @Test func whatIsNoWebPSaysNothing() {
    for data: [UInt8] in [[], [1, 2, 3], Array("RIFF\u{9}\0\0\0WEBPANMF".utf8)] {
      let chunks = WebPChunks(data)
      #expect(!chunks.isWhole && chunks.orientation == 1 && chunks.firstFrame == nil)
    }
  }
}
