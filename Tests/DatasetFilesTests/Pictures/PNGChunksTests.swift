import Testing

@testable import DatasetFiles

@Suite struct PNGChunksTests {
  private func file(_ name: String) throws -> [UInt8] {
    try #require(PictureKind.all.first { $0.name == name }).file
  }

  @Test func whatSaysHowPixelsAreShownIsLeftOut() throws {
    let plain = try file("rgb-8.png")
    for name in ["gamma-1-rgb.png", "srgb.png", "profile.png", "exif-6-before.png"] {
      let chunks = try #require(PNGChunks(file(name)))
      #expect(chunks.file == plain && !chunks.isWide && !chunks.isGray, "\(name)")
    }
  }

  @Test func sixteenBitsAreSaidToBeLinear() throws {
    for (name, isGray) in [("gray-16.png", true), ("rgb-16.png", false), ("la-16.png", false)] {
      let plain = try file(name)
      let chunks = try #require(PNGChunks(plain))
      #expect(chunks.isWide && chunks.isGray == isGray)
      #expect(chunks.file.count == plain.count + 16)
    }
  }

  @Test func theOrientationMayStandAnywhere() throws {
    #expect(try PNGChunks(file("exif-6-before.png"))?.orientation == 6)
    #expect(try PNGChunks(file("exif-6-after.png"))?.orientation == 6)
    #expect(try PNGChunks(file("exif-5-long.png"))?.orientation == 5)
    #expect(try PNGChunks(file("rgb-8.png"))?.orientation == 1)
  }

  @Test func pixelsThatAreCutOffStayForTheDecoder() throws {
    let plain = try file("rgb-8.png")
    let pixels = try #require(plain.firstRange(of: Array("IDAT".utf8))).upperBound
    // The last chunk has no contents.
    for length in 33..<plain.count {
      let whole = length < pixels ? 33 : length <= plain.count - 12 ? length : plain.count - 12
      #expect(PNGChunks(Array(plain.prefix(length)))?.file == Array(plain.prefix(whole)))
    }
    for length in 0..<33 { #expect(PNGChunks(Array(plain.prefix(length))) == nil) }
    #expect(PNGChunks([0] + plain) == nil)
  }
}
