import Files
import Testing

@testable import DatasetFiles

@Suite struct BMPHeaderTests {
  /// A file of 3×2 pixels with a header of 40 bytes, and what stands behind it.
  private func file(
    bits: UInt8, compression: UInt8 = 0, colors: UInt8 = 0, height: UInt8 = 2, rest: [UInt8] = []
  ) -> [UInt8] {
    let begin = Array("BM".utf8) + Array(repeating: 0, count: 12)
    let size: [UInt8] = [
      40, 0, 0, 0, 3, 0, 0, 0, height, 0, 0, 0, 1, 0, bits, 0, compression, 0, 0, 0,
    ]
    let end = Array(repeating: UInt8(0), count: 12) + [colors, 0, 0, 0, 0, 0, 0, 0]
    return begin + size + end + rest
  }

  @Test func aPaletteOfFewerColorsEndsInBlack() throws {
    let header = try BMPHeader(of: file(bits: 8, colors: 1, rest: [3, 2, 1, 0, 7, 7]), path: "a")
    #expect(header.palette.prefix(6) == [1, 2, 3, 0, 0, 0] && header.palette.count == 768)
    #expect(header.offset == 58 && header.width == 3 && header.height == 2 && !header.isTopDown)
  }

  @Test func masksStandBehindTheHeader() throws {
    let rest: [UInt8] = [0, 0xF8, 0, 0, 0xE0, 7, 0, 0, 0x1F, 0, 0, 0]
    let header = try BMPHeader(of: file(bits: 16, compression: 3, rest: rest), path: "a")
    #expect(header.masks == [0xF800, 0x7E0, 0x1F] && header.offset == 66)
    #expect(try BMPHeader(of: file(bits: 16), path: "a").masks == [0x7C00, 0x3E0, 0x1F])
  }

  @Test func whatIsNotReadIsNamed() {
    for (bits, compression) in [(2, 0), (8, 4), (64, 0)] as [(UInt8, UInt8)] {
      let error = #expect(throws: FileProblem.self) {
        _ = try BMPHeader(of: file(bits: bits, compression: compression), path: "a.bmp")
      }
      #expect(error?.found == "one of \(bits) bits, compression \(compression)")
    }
    let scattered: [UInt8] = [5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    let error = #expect(throws: FileProblem.self) {
      _ = try BMPHeader(of: file(bits: 32, compression: 3, rest: scattered), path: "a")
    }
    #expect(error?.found == "one of scattered bits")
  }

  @Test func whatIsImpossibleIsDamage() {
    let whole = file(bits: 8)
    let runs = file(bits: 24, compression: 1)
    for wrong in [[], Array(whole.prefix(53)), file(bits: 8, height: 0), runs] {
      let error = #expect(throws: FileProblem.self) { _ = try BMPHeader(of: wrong, path: "a") }
      #expect(error?.found == "a damaged one")
    }
  }
}
