import Files
import TestSupport
import Testing

@testable import DatasetFiles

@Suite struct JPEGTests {
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
    try JPEG.write(gray, to: folder["gray.jpg"], quality: 95)
    #expect(try JPEG.read(folder["gray.jpg"]).difference(to: gray) <= 3)
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

  @Test func aSmallerPictureIsTurnedToo() throws {
    // 23×17 pixels, which lie on their side: upright 17×23, at a half 9×12.
    let file = try PictureFixtures.file("orientation-6.jpg")
    let upright = try JPEG.decode(file)
    for (width, height, expected) in [
      (upright.width / 2, upright.height / 2, 2), (upright.width / 2 + 1, 1, 1),
      (1, upright.height / 2 + 1, 1), (0, 0, 8),
    ] {
      let found = try JPEG.decode(file, as: .rgb, atLeast: (width: width, height: height))
      #expect(found.width == (upright.width + expected - 1) / expected)
      #expect(found.height == (upright.height + expected - 1) / expected)
    }
  }

  @Test func whatFollowsAWarningIsStillRefused() throws {
    // A byte too many before a table, and a length of the table that is impossible.
    var file = try PictureFixtures.file("gray.jpg")
    let table = try #require(file.indices.first { file[$0...].starts(with: [0xFF, 0xC4]) })
    file[table + 3] = 3
    file.insert(7, at: table)
    let error = #expect(throws: FileProblem.self) { try JPEG.decode(file) }
    #expect(error?.found.hasPrefix("a damaged one: ") == true)
  }

  @Test func whatIsNoJPEGIsNamed() throws {
    let path = try folder.write(Array("GIF89a and some more".utf8), to: "a.jpg")
    let error = #expect(throws: FileProblem.self) { try JPEG.read(path) }
    #expect(error?.path == path.relativePath && error?.expected == "a JPEG image")
    #expect(error?.found.hasPrefix("something else: ") == true)
    #expect(throws: FileProblem.self) { try JPEG.decode([]) }
  }

  @Test(arguments: ["gray", "colors-420", "progressive"])
  func aTruncatedJPEGIsNamedWhereverItEnds(name: String) throws {
    let file = try PictureFixtures.file("\(name).jpg")
    // Without its last two bytes only the mark of the end is missing, and that is noticed as well.
    for length in Array(stride(from: 1, to: file.count, by: 7)) + [file.count - 2, file.count - 1] {
      let error = #expect(throws: FileProblem.self) {
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
    let error = #expect(throws: FileProblem.self) { try JPEG.decode(file) }
    #expect(error?.found == "65500×65500" && error?.expected == "at most 134217728 pixels")
    let long = Bitmap(width: 65_501, height: 1, pixels: Array(repeating: 0, count: 65_501))
    let other = #expect(throws: FileProblem.self) { try JPEG.encode(long) }
    #expect(other?.path == "JPEG" && other?.expected == "an image that can be encoded")
  }

  @Test func missingFilesAreNamed() throws {
    let missing = folder["none.jpg"]
    let error = #expect(throws: FileProblem.self) { try JPEG.read(missing) }
    #expect(error?.path == missing.relativePath && error?.found == "No such file or directory")
  }

  @Test func aQualityIsFromOneToAHundred() async {
    await #expect(processExitsWith: .failure) {
      _ = try JPEG.encode(Bitmap(width: 1, height: 1, pixels: [0]), quality: 0)
    }
  }
}
