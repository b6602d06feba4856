import Datasets
import Foundation
import Testing

@Suite struct PixelColorTests {
  @Test func theNamedOnesAreTheExtremes() {
    #expect(PixelColor.white == PixelColor(red: 255, green: 255, blue: 255))
    #expect(PixelColor.black == PixelColor(red: 0, green: 0, blue: 0))
  }

  @Test func itIsSavedByTheNamesOfItsParts() throws {
    let color = PixelColor(red: 1, green: 2, blue: 3)
    let data = try JSONEncoder().encode(color)
    #expect(
      try JSONDecoder().decode([String: Int].self, from: data) == ["red": 1, "green": 2, "blue": 3])
    #expect(try JSONDecoder().decode(PixelColor.self, from: data) == color)
  }
}
