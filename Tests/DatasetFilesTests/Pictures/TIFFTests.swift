import Files
import Testing

@testable import DatasetFiles

/// What is right is judged in `Bitmap+DecodingTests`.
@Suite struct TIFFTests {
  private func file(_ name: String) throws -> [UInt8] {
    try #require(PictureKind.all.first { $0.name == name }).file
  }

  @Test func onlyAChannelOfAlphaIsOne() throws {
    #expect(try TIFF.decode(file("plain-RGB.tiff"), path: "a").picture.layout == .rgb)
    #expect(try TIFF.decode(file("plain-RGBA.tiff"), path: "a").picture.layout == .premultiplied)
    #expect(try TIFF.decode(file("plain-LA.tiff"), path: "a").picture.layout == .rgba)
    // A channel of no meaning: the kind of the extra channel, tag 338, becomes 0.
    var file = try file("plain-RGBA.tiff")
    let entry = try #require(file.indices.first { file[$0...].starts(with: [0x52, 1, 3, 0]) })
    file[entry + 8] = 0
    let picture = try TIFF.decode(file, path: "a").picture
    #expect(picture.layout == .rgb)
  }

  @Test func theOrientationIsThatOfTheTag() throws {
    for orientation in [3, 6, 7] {
      #expect(
        try TIFF.decode(file("exif-\(orientation).tif"), path: "a").orientation == orientation)
    }
  }

  @Test func imagesBeyondReasonAreRefused() throws {
    var file = try file("plain-RGB.tiff")
    // Width and height are tags 256 and 257.
    for tag: UInt8 in [0, 1] {
      let entry = try #require(file.indices.first { file[$0...].starts(with: [tag, 1, 4, 0]) })
      file.replaceSubrange(entry + 8..<entry + 12, with: [0, 0, 1, 0])
    }
    let error = #expect(throws: FileProblem.self) { _ = try TIFF.decode(file, path: "a.tif") }
    #expect(error?.found == "65536×65536" && error?.path == "a.tif")
  }

  @Test func damageIsNamedAndNothingIsPrinted() async {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardErrorContent, \.standardOutputContent]
    ) {
      for data: [UInt8] in [[0x49, 0x49, 42, 0], [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0, 9]] {
        #expect(throws: FileProblem.self) { _ = try TIFF.decode(data, path: "a") }
      }
    }
    let printed = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(!printed.contains("TIFF") && !printed.contains("memory"))
  }
}
