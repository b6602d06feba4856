import Files
import Testing

@testable import DatasetFiles

/// What is right is judged in `Bitmap+DecodingTests`.
@Suite struct GIFTests {
  private func file(_ name: String) throws -> [UInt8] {
    try #require(PictureKind.all.first { $0.name == name }).file
  }

  @Test func onlyATransparentColorGivesAlpha() throws {
    let plain = try GIF.decode(file("plain.gif"), path: "a")
    #expect(plain.layout == .rgb && plain.width == 8 && plain.height == 6)
    #expect(try GIF.decode(file("transparent.gif"), path: "a").layout == .rgba)
  }

  @Test func theCanvasHoldsTheWholeImage() throws {
    let beyond = try GIF.decode(file("beyond.gif"), path: "a")
    #expect(beyond.width == 9 && beyond.height == 8)
  }

  @Test func anImageOfTooFewCodesIsRefused() throws {
    var file = try file("plain.gif")
    // The number of bytes in the only block of codes, and 0 for the next one.
    let block = try #require(file.indices.first { file[$0...].starts(with: [0x2C, 0, 0]) }) + 11
    let codes = Int(file[block])
    file.replaceSubrange(block..<block + 1 + codes, with: [2] + file[block + 1...block + 2])
    let error = #expect(throws: FileProblem.self) { _ = try GIF.decode(file, path: "a.gif") }
    #expect(error == FileProblem(path: "a.gif", found: "a damaged one", expected: "a GIF image"))
  }
}
