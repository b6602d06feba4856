import Foundation
import Testing

@testable import Datasets

@Suite struct PixelColorTests {
  @Test func itIsWrittenAndReadAgain() throws {
    let color = PixelColor(red: 1, green: 20, blue: 255)
    let text = try JSONEncoder().encode(color)
    #expect(try JSONDecoder().decode(PixelColor.self, from: text) == color)
    #expect(PixelColor.black != .white)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(
        PixelColor.self, from: Data(#"{"red":256,"green":0,"blue":0}"#.utf8))
    }
  }

  @Test func valuesAreThoseOfTheChannels() {
    let color = PixelColor(red: 255, green: 51, blue: 0)
    #expect(color.values(channels: 3) == SIMD4(1, 0.2, 0, 0))
    let gray = color.values(channels: 1)
    #expect(abs(gray.x - (0.299 + 0.587 * 0.2)) < 1e-6 && gray == SIMD4(repeating: gray.x))
    #expect(color.values(channels: 5) == gray)
  }

  @Test func grayStaysGray() {
    for level: UInt8 in [0, 1, 77, 128, 255] {
      let expected = Float(level) / 255
      #expect(PixelColor.gray(level).values(channels: 1).x == expected)
      #expect(PixelColor.gray(level).values(channels: 3) == SIMD4(expected, expected, expected, 0))
    }
    #expect(PixelColor.white == .gray(255) && PixelColor.black == .gray(0))
  }
}
