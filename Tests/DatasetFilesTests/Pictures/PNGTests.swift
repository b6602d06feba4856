import Files
import Foundation
import TestSupport
import Testing

@testable import DatasetFiles

@Suite struct PNGTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: PNGFixtures.all)
  func everyKindBecomesGray(fixture: PNGFixtures.Fixture) throws {
    let image = try PNG.decode(fixture.file)
    #expect(image == Bitmap(width: 4, height: 2, pixels: fixture.gray))
  }

  @Test(arguments: PNGFixtures.all)
  func everyKindBecomesColor(fixture: PNGFixtures.Fixture) throws {
    let image = try PNG.decode(fixture.file, as: .rgb)
    #expect(image.pixels == fixture.gray.flatMap { [$0, $0, $0] })
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    let gray = Bitmap(width: 3, height: 2, pixels: [0, 1, 2, 128, 254, 255])
    try PNG.write(gray, to: folder["gray.png"])
    #expect(try PNG.read(folder["gray.png"]) == gray)
    let colors = Bitmap(
      width: 2, height: 2, format: .rgb, pixels: [255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 8, 7])
    #expect(try PNG.decode(PNG.encode(colors), as: .rgb) == colors)
    #expect(folder.names == ["gray.png"])
  }

  @Test func noiseFitsIntoTheBuffer() throws {
    var state: UInt32 = 7
    let noise = (0..<300 * 200).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(state >> 24)
    }
    let image = Bitmap(width: 300, height: 200, pixels: noise)
    #expect(try PNG.decode(PNG.encode(image)).pixels == noise)
  }

  @Test func whatIsNoPNGIsNamed() throws {
    let path = try folder.write(Array("GIF89a and some more".utf8), to: "a.png")
    let error = #expect(throws: FileProblem.self) { try PNG.read(path) }
    #expect(
      error?.description
        == "\(path.relativePath): expected a PNG image, found something else: Not a PNG file")
    #expect(throws: FileProblem.self) { try PNG.decode([]) }
  }

  @Test func aDamagedPNGIsNamed() throws {
    let file = PNGFixtures.all[3].file
    for length in [20, 40, file.count - 20] {
      let error = #expect(throws: FileProblem.self) {
        try PNG.decode(Array(file.prefix(length)), path: "a.png")
      }
      #expect(error?.path == "a.png")
    }
    var damaged = file
    damaged[45] ^= 0xFF
    #expect(throws: FileProblem.self) { try PNG.decode(damaged) }
  }

  /// A chunk that says that it has more than there is, for which libpng would take memory before it looks.
  @Test func chunksBeyondTheFileTakeNoMemory() throws {
    let file = PNGFixtures.all[3].file
    for name in ["eXIf", "tEXt", "iCCP", "zzZz"] {
      let claim: [UInt8] = [0x50, 0, 0, 0] + Array(name.utf8) + [1, 2, 3]
      #expect(PNGChunks(Array(file.prefix(33)) + claim)?.file.count == 33)
      #expect(throws: FileProblem.self) { try PNG.decode(Array(file.prefix(33)) + claim) }
      #expect(throws: FileProblem.self) { try PNG.decode(Array(file.prefix(8)) + claim) }
    }
  }

  @Test func imagesBeyondReasonAreRefused() throws {
    // The header alone decides, before memory is asked for: 65536×65536 pixels.
    var file = PNGFixtures.all[3].file
    file.replaceSubrange(16..<24, with: [0, 1, 0, 0, 0, 1, 0, 0])
    file.replaceSubrange(29..<33, with: [0x49, 0xEF, 0x6F, 0x3F])
    let error = #expect(throws: FileProblem.self) { try PNG.decode(file) }
    #expect(error?.found == "65536×65536" && error?.expected == "at most 134217728 pixels")
  }

  @Test func aPathIsNamedAsItWasGiven() {
    let error = #expect(throws: FileProblem.self) { try PNG.read(URL(filePath: "no #1.png")) }
    #expect(error?.path == "no #1.png")
  }

  @Test func missingFilesAreNamed() throws {
    let missing = folder["none.png"]
    let error = #expect(throws: FileProblem.self) { try PNG.read(missing) }
    #expect(error?.path == missing.relativePath && error?.found == "No such file or directory")
    let image = Bitmap(width: 1, height: 1, pixels: [0])
    let unwritable = folder["none/a.png"]
    let other = #expect(throws: FileProblem.self) { try PNG.write(image, to: unwritable) }
    #expect(
      other?.path == unwritable.relativePath && other?.found == "No such file or directory")
  }
}
