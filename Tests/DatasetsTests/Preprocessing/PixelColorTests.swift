import Datasets
import Foundation
import Testing

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
}
