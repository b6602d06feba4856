import Testing

@testable import DatasetFiles

struct JPEGTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [
    "gray", "colors-444", "colors-420", "progressive", "rgb", "turned-colors",
    "orientation-1", "orientation-2", "orientation-3", "orientation-4", "orientation-5",
    "orientation-6", "orientation-7", "orientation-8",
  ])
  func grayIsThatOfPillow(name: String) throws {
    let image = try JPEG.decode(PictureFixtures.file("\(name).jpg"))
    #expect(try image.difference(to: PictureFixtures.gray(name)) <= 2)
  }

  @Test(arguments: ["colors-444", "rgb", "turned-colors", "gray"])
  func colorsHaveThatGrayToo(name: String) throws {
    let image = try JPEG.decode(PictureFixtures.file("\(name).jpg"), as: .rgb)
    #expect(image.format == .rgb)
    #expect(try image.gray.difference(to: PictureFixtures.gray(name)) <= 1)
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    let line: [UInt8] = (0..<30).map { 60 + 4 * $0 }
    let pixels: [UInt8] = (0..<20).flatMap { row in line.map { $0 + 2 * row } }
    let gray = Bitmap(width: 30, height: 20, pixels: pixels)
    try JPEG.write(gray, to: folder.path + "/gray.jpg", quality: 95)
    #expect(try JPEG.read(folder.path + "/gray.jpg").difference(to: gray) <= 3)
    let colors = Bitmap(width: 10, height: 20, format: .rgb, pixels: pixels)
    #expect(try JPEG.decode(JPEG.encode(colors), as: .rgb).difference(to: colors) <= 6)
    #expect(folder.names == ["gray.jpg"])
    #expect(try JPEG.encode(gray, quality: 20).count < JPEG.encode(gray, quality: 99).count)
  }

  @Test func noiseFitsIntoTheBuffer() throws {
    var state: UInt32 = 7
    let noise = (0..<41 * 33 * 3).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(state >> 24)
    }
    let image = Bitmap(width: 41, height: 33, format: .rgb, pixels: noise)
    #expect(try JPEG.decode(JPEG.encode(image, quality: 100), as: .rgb).difference(to: image) <= 4)
  }

  @Test func colorsOfInkAreRefused() throws {
    let error = #expect(throws: ImageError.self) {
      try JPEG.read(PictureFixtures.folder + "/cmyk.jpg")
    }
    #expect(error?.path == PictureFixtures.folder + "/cmyk.jpg")
    #expect(error?.reason == "is a JPEG image of CMYK colors, expected gray or RGB")
  }

  @Test func whatIsNoJPEGIsNamed() throws {
    let path = try folder.write(Array("GIF89a and some more".utf8), to: "a.jpg")
    let error = #expect(throws: ImageError.self) { try JPEG.read(path) }
    #expect(error?.description.hasPrefix("\(path): is no JPEG image: ") == true)
    #expect(throws: ImageError.self) { try JPEG.decode([]) }
  }

  @Test(arguments: ["gray", "colors-420", "progressive"])
  func aTruncatedJPEGIsNamedWhereverItEnds(name: String) throws {
    let file = try PictureFixtures.file("\(name).jpg")
    // Without its last two bytes only the mark of the end is missing, and that is noticed as well.
    for length in Array(stride(from: 1, to: file.count, by: 7)) + [file.count - 2, file.count - 1] {
      let error = #expect(throws: ImageError.self) {
        try JPEG.decode(Array(file.prefix(length)), path: "a.jpg")
      }
      #expect(error?.path == "a.jpg")
    }
  }

  @Test func damageIsAnErrorOrAPictureButNoCrash() throws {
    for name in ["gray", "progressive", "orientation-6"] {
      let file = try PictureFixtures.file("\(name).jpg")
      for position in file.indices {
        var damaged = file
        damaged[position] ^= 0xFF
        if let image = try? JPEG.decode(damaged) {
          #expect(image.pixels.count == image.width * image.height)
        }
      }
    }
  }

  @Test func imagesBeyondReasonAreRefused() throws {
    // The header alone decides, before memory is asked for: 65500×65500 pixels.
    var file = try PictureFixtures.file("gray.jpg")
    let header = try #require(file.indices.first { file[$0...].starts(with: [0xFF, 0xC0]) })
    file.replaceSubrange(header + 5..<header + 9, with: [0xFF, 0xDC, 0xFF, 0xDC])
    let error = #expect(throws: ImageError.self) { try JPEG.decode(file) }
    #expect(error?.reason == "has 65500×65500 pixels, expected at most 67108864 in all")
    let long = Bitmap(width: 65_501, height: 1, pixels: Array(repeating: 0, count: 65_501))
    let other = #expect(throws: ImageError.self) { try JPEG.encode(long) }
    #expect(other?.description.hasPrefix("JPEG: cannot be encoded: ") == true)
  }

  @Test func missingFilesAreNamed() throws {
    let missing = folder.path + "/none.jpg"
    let error = #expect(throws: FileError.self) { try JPEG.read(missing) }
    #expect(error?.description == "\(missing): cannot be read: No such file or directory")
  }

  @Test func aQualityIsFromOneToAHundred() async {
    await #expect(processExitsWith: .failure) {
      _ = try JPEG.encode(Bitmap(width: 1, height: 1, pixels: [0]), quality: 0)
    }
  }
}
