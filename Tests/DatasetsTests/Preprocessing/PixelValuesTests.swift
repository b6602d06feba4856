import Foundation
import Testing

@testable import Datasets

@Suite struct PixelValuesTests {
  @Test func inkIsFromZeroToOne() {
    let scales = PixelValues.ink(.lightOnDark).scales(channels: 3)
    #expect(scales.count == 3 && scales.allSatisfy { $0.factor == 1 && $0.shift == 0 })
    #expect(PixelValues.ink().isInk && !PixelValues.imageNet.isInk)
  }

  @Test func photographsAreLessTheirMeanInDeviations() {
    let values = PixelValues.photograph(mean: [0.5, 0.25, 0], deviation: [0.5, 0.25, 2])
    let scales = values.scales(channels: 3)
    #expect(scales.map(\.factor) == [2, 4, 0.5])
    #expect(scales.map(\.shift) == [-1, -1, 0])
    let one = PixelValues.photograph(mean: [0.5], deviation: [0.5]).scales(channels: 3)
    #expect(one.map(\.factor) == [2, 2, 2] && one.map(\.shift) == [-1, -1, -1])
    // Gray has the luma's share of three means.
    let gray = PixelValues.imageNet.scales(channels: 1)
    #expect(gray.count == 1 && abs(-gray[0].shift / gray[0].factor - 0.4589) < 1e-3)
  }

  @Test func inkLooksLikeInk() {
    #expect(PixelValues.ink().looksLike(.ink(.lightOnDark)))
    #expect(PixelValues.imageNet.looksLike(.imageNet) && !PixelValues.imageNet.looksLike(.ink()))
    #expect(!PixelValues.photograph(mean: [0], deviation: [1]).looksLike(.ink()))
  }

  @Test func itIsWrittenAndReadAgain() throws {
    for values in [PixelValues.ink(), .ink(.lightOnDark), .imageNet] {
      let text = try JSONEncoder().encode(values)
      #expect(try JSONDecoder().decode(PixelValues.self, from: text) == values)
    }
  }

  @Test(arguments: [
    #"{"mean":[0.5],"deviation":[0]}"#, #"{"mean":[0.5,0.5],"deviation":[1,1]}"#,
    #"{"mean":[0.5],"deviation":[1,1,1]}"#, #"{"polarity":"upside down"}"#, "{}",
  ])
  func wrongFilesAreRefused(text: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(PixelValues.self, from: Data(text.utf8))
    }
  }

  @Test func wrongNumbersStop() async {
    await #expect(processExitsWith: .failure) {
      _ = PixelValues.photograph(mean: [0, 0], deviation: [1, 1])
    }
    await #expect(processExitsWith: .failure) {
      _ = PixelValues.photograph(mean: [0], deviation: [0])
    }
  }
}
