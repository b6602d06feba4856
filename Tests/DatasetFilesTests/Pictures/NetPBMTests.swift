import Files
import Testing

@testable import DatasetFiles

/// What is right is judged in `Bitmap+DecodingTests`.
@Suite struct NetPBMTests {
  @Test func commentsMayStandInTheHeader() throws {
    let file = Array("P5#a\n#b 7\r2 #c\n1\t255\n".utf8) + [9, 10]
    let picture = try NetPBM.decode(file, path: "a")
    #expect(picture.layout == .gray && picture.width == 2 && picture.pixels == [9, 10])
    // One space ends the header: the next byte is a pixel, whatever it looks like.
    #expect(try NetPBM.decode(Array("P5 2 1 255  #".utf8), path: "a").pixels == [0x20, 0x23])
  }

  @Test(arguments: [
    "P5", "P5 2", "P5 2 1", "P5 2 1 255", "P5 2 1 255 a", "P5 0 1 255 ", "P5 1 0 255 a",
    "P5 1 1 0 a", "P5 1 1 65536 abc", "P5 1 1 256 a", "P5 1 -1 255 a", "P5 11111111111 1 255 a",
    "P6 1 1 255 ab", "P2 2 1 9 1", "P2 1 1 9 10", "P1 2 1 1", "P1 2 1 12", "P4 9 1 a",
  ])
  func whatIsMissingOrImpossibleIsDamage(text: String) {
    let error = #expect(throws: FileProblem.self) {
      _ = try NetPBM.decode(Array(text.utf8), path: "a.pnm")
    }
    #expect(error?.path == "a.pnm" && error?.found == "a damaged one")
  }
}
