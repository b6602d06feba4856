import Foundation
import Testing

@testable import Datasets

@Suite struct ImagePreprocessingTests {
  private let picture: [UInt8] = [0, 51, 102, 153, 204, 255, 10, 20]

  @Test func darkPixelsAreInkUnlessToldOtherwise() {
    let dark = ImagePreprocessing(height: 2, width: 4)
    #expect(dark.fit == .padded && dark.values == .ink())
    #expect(dark(picture, height: 2, width: 4) == picture.map { 255 - $0 })
    let light = ImagePreprocessing(height: 2, width: 4, values: .ink(.lightOnDark))
    #expect(light(picture, height: 2, width: 4) == picture)
  }

  @Test(arguments: PixelValues.Polarity.allCases)
  func paperFillsBothSidesEvenly(polarity: PixelValues.Polarity) {
    let ink: UInt8 = polarity == .darkOnLight ? 0 : 255
    func image(_ height: Int, _ width: Int, of pictureHeight: Int, _ pictureWidth: Int) -> [Int] {
      let prepare = ImagePreprocessing(height: height, width: width, values: .ink(polarity))
      let picture = Array(repeating: ink, count: pictureHeight * pictureWidth)
      return prepare(picture, height: pictureHeight, width: pictureWidth).map { Int($0) / 255 }
    }
    #expect(image(4, 2, of: 3, 3) == [0, 0, 1, 1, 1, 1, 0, 0])
    #expect(image(2, 5, of: 4, 6) == [0, 1, 1, 1, 0, 0, 1, 1, 1, 0])
    // What cannot be shared evenly is below and to the right.
    #expect(image(1, 4, of: 7, 7) == [0, 1, 0, 0])
    #expect(image(3, 3, of: 10, 10) == Array(repeating: 1, count: 9))
    // However narrow, a picture has a pixel's width.
    #expect(image(3, 3, of: 900, 1) == [0, 1, 0, 0, 1, 0, 0, 1, 0])
    #expect(image(3, 3, of: 1, 900) == [0, 0, 0, 1, 1, 1, 0, 0, 0])
  }

  @Test func stretchedPicturesFillTheImage() {
    let prepare = ImagePreprocessing(
      height: 1, width: 2, fit: .stretched, values: .ink(.lightOnDark))
    #expect(prepare([0, 10, 20, 30, 40, 50, 60, 70], height: 4, width: 2) == [30, 40])
  }

  @Test func stretchingIsResizing() {
    let data = sampleDataset(height: 20, width: 31)
    for (height, width) in [(7, 8), (40, 9), (25, 50)] {
      let prepare = ImagePreprocessing(
        height: height, width: width, fit: .stretched, values: .ink(.lightOnDark))
      #expect(
        prepare(pixels(data, 5), height: 20, width: 31)
          == pixels(data.resized(height: height, width: width), 5))
    }
  }

  @Test func itIsWrittenAndReadAgain() throws {
    for fit in ImagePreprocessing.Fit.allCases {
      for polarity in PixelValues.Polarity.allCases {
        let value = ImagePreprocessing(height: 28, width: 35, fit: fit, values: .ink(polarity))
        let data = try JSONEncoder().encode(value)
        #expect(try JSONDecoder().decode(ImagePreprocessing.self, from: data) == value)
      }
    }
    var photographs = ImagePreprocessing(
      height: 224, width: 224, channels: 3, values: .imageNet, interpolation: .bicubic,
      shorterSide: 256, background: PixelColor(red: 1, green: 2, blue: 3))
    photographs.reducingGap = 2
    let data = try JSONEncoder().encode(photographs)
    #expect(try JSONDecoder().decode(ImagePreprocessing.self, from: data) == photographs)
    // The names are in files and stay.
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = try encoder.encode(ImagePreprocessing(height: 28, width: 35))
    #expect(
      String(decoding: text, as: UTF8.self)
        == #"{"background":{"blue":255,"green":255,"red":255},"channels":1,"fit":"padded","#
        + #""height":28,"interpolation":"area","values":{"polarity":"darkOnLight"},"width":35}"#)
  }

  @Test(arguments: [
    (#""height":28"#, #""height":0"#), (#""height":28"#, #""height":-1"#),
    (#""height":28"#, #""height":4611686018427387904"#), (#""channels":1"#, #""channels":2"#),
    ("padded", "folded"), ("area", "guess"), ("darkOnLight", "invisible"),
    (#""height":28"#, #""height":28,"shorterSide":40"#), (#""channels":1,"#, ""),
    (#""height":28"#, #""height":28,"reducingGap":0.5"#),
  ])
  func wrongFilesAreRefused(part: String, wrong: String) throws {
    let value = ImagePreprocessing(height: 28, width: 35)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(value), as: UTF8.self)
    try #require(text.contains(part))
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(
        ImagePreprocessing.self, from: Data(text.replacing(part, with: wrong).utf8))
    }
  }

  @Test func photographsAreCroppedAndInkIsPadded() {
    let photographs = ImagePreprocessing.photographs(height: 84, width: 63)
    #expect(photographs.imageShape == [84, 63, 3] && photographs.fit == .cropped)
    #expect(photographs.interpolation == .bilinear && photographs.background == .white)
    #expect(photographs.format.values == .imageNet)
    #expect(
      ImagePreprocessing(height: 1, width: 1, values: .ink(.lightOnDark)).background == .black)
  }

  @Test func sizesAreChecked() async {
    await #expect(processExitsWith: .failure) { _ = ImagePreprocessing(height: 0, width: 3) }
    await #expect(processExitsWith: .failure) {
      _ = ImagePreprocessing(height: 3, width: 3, channels: 2)
    }
    await #expect(processExitsWith: .failure) {
      _ = ImagePreprocessing(height: 3, width: 3, values: .imageNet, shorterSide: 2)
    }
    await #expect(processExitsWith: .failure) {
      _ = ImagePreprocessing(height: 3, width: 3)([1, 2, 3], height: 2, width: 2)
    }
  }

  @Test(arguments: ImagePreprocessing.Fit.allCases)
  func atItsOwnSizeAPictureStaysAsItIs(fit: ImagePreprocessing.Fit) {
    let gray: [UInt8] = [0, 1, 2, 127, 128, 255]
    let light = ImagePreprocessing(height: 2, width: 3, fit: fit, values: .ink(.lightOnDark))
    #expect(light(gray, height: 2, width: 3) == gray)
    let dark = ImagePreprocessing(height: 2, width: 3, fit: fit)
    #expect(dark(gray, height: 2, width: 3) == gray.map { 255 - $0 })
  }
}
