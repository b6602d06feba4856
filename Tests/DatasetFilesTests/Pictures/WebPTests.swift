import Files
import Testing

@testable import DatasetFiles

/// What is right is judged in `Bitmap+DecodingTests`.
@Suite struct WebPTests {
  private func file(_ name: String) throws -> [UInt8] {
    try #require(PictureKind.all.first { $0.name == name }).file
  }

  @Test func onlyWhatIsTransparentHasAlpha() throws {
    #expect(try WebP.decode(file("lossless-RGB.webp"), path: "a").picture.layout == .rgb)
    #expect(try WebP.decode(file("lossless-RGBA.webp"), path: "a").picture.layout == .rgba)
    #expect(try WebP.decode(file("exif-6.webp"), path: "a").orientation == 6)
  }

  @Test func aFileThatIsShorterThanItSaysIsRefused() throws {
    let file = try file("exif-6.webp")
    let error = #expect(throws: FileProblem.self) {
      _ = try WebP.decode(Array(file.dropLast()), path: "a.webp")
    }
    #expect(error?.found == "one that ends too early" && error?.path == "a.webp")
  }

  @Test func anImageOutsideTheCanvasIsRefused() throws {
    var file = try file("animated-part-RGB.webp")
    let frame = try #require(file.indices.first { file[$0...].starts(with: "ANMF".utf8) })
    file[frame + 8] = 9
    let error = #expect(throws: FileProblem.self) { _ = try WebP.decode(file, path: "a") }
    #expect(error?.found == "one whose first image lies outside")
  }

  @Test func imagesBeyondReasonAreRefused() throws {
    var file = try file("exif-6.webp")
    // The canvas: width and height less one, 24 bits each.
    file.replaceSubrange(24..<30, with: [0xFF, 0x3F, 0, 0xFF, 0x3F, 0])
    let error = #expect(throws: FileProblem.self) { _ = try WebP.decode(file, path: "a") }
    #expect(error?.path == "a")
  }
}
