import Datasets
import TestSupport
import Testing

@Suite struct ImagePreprocessingPicturesTests {
  private static let cases =
    Fixture.cases(of: "Preprocessing", startingWith: "stretched")
    + Fixture.cases(of: "Preprocessing", startingWith: "cropped")

  @Test(arguments: cases)
  func pillowAndTorchvisionAgreeToOneLevel(fixture: Fixture) throws {
    let picture = fixture["picture"]
    let interpolation = try #require(
      ImagePreprocessing.Interpolation(rawValue: fixture.text("interpolation")))
    let side = fixture.number("side", or: 0)
    let prepare = ImagePreprocessing(
      height: fixture.integer("height"), width: fixture.integer("width"),
      channels: picture.shape[2], fit: side > 0 ? .cropped : .stretched, values: .imageNet,
      interpolation: interpolation, shorterSide: side > 0 ? Int(side) : nil)
    let found = prepare(
      picture.scalars.map { UInt8($0) }, height: picture.shape[0], width: picture.shape[1])
    for judge in ["pillow", "torchvision"] {
      let expected = fixture[judge].scalars
      try #require(found.count == expected.count)
      let most = zip(found, expected).map { abs(Float($0) - $1) }.max() ?? 0
      #expect(most <= 1, "\(judge) is \(most) levels away")
    }
  }

  private let picture: [UInt8] = [255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30]

  @Test func colorsBecomeGrayAndGrayBecomesColorsOnRequest() {
    let gray = ImagePreprocessing(height: 2, width: 2, values: .ink(.lightOnDark))
    #expect(gray(picture, height: 2, width: 2) == [76, 150, 29, 18])
    let color = ImagePreprocessing(height: 2, width: 2, channels: 3, values: .imageNet)
    #expect(color(picture, height: 2, width: 2) == picture)
    #expect(color([1, 2, 3, 4], height: 2, width: 2) == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4])
    let ink = ImagePreprocessing(height: 2, width: 2, channels: 3)
    #expect(ink(picture, height: 2, width: 2) == picture.map { 255 - $0 })
  }

  @Test func theBackgroundFillsTheRest() {
    let line: [UInt8] = [1, 2, 3, 4, 5, 6]
    let white = ImagePreprocessing(
      height: 3, width: 2, channels: 3, fit: .padded, values: .imageNet)
    let rest: [UInt8] = Array(repeating: 255, count: 6)
    #expect(white(line, height: 1, width: 2) == rest + line + rest)
    let green = ImagePreprocessing(
      height: 2, width: 2, channels: 3, fit: .padded, values: .imageNet,
      background: PixelColor(red: 0, green: 99, blue: 7))
    #expect(green(line, height: 1, width: 2) == line + [0, 99, 7, 0, 99, 7])
    let gray = ImagePreprocessing(
      height: 2, width: 2, fit: .padded, values: .imageNet,
      background: PixelColor(red: 255, green: 0, blue: 0))
    #expect(gray([8, 9], height: 1, width: 2) == [8, 9, 76, 76])
    // Paper is nothing, whatever its color.
    let ink = ImagePreprocessing(height: 2, width: 1)
    #expect(ink([55], height: 1, width: 1) == [200, 0])
  }

  @Test func croppedPicturesLoseWhatStandsOut() {
    let crop = ImagePreprocessing(height: 1, width: 2, fit: .cropped, values: .ink(.lightOnDark))
    #expect(crop([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], height: 5, width: 2) == [5, 6])
    #expect(crop([1, 2, 3, 4, 5, 6], height: 1, width: 6) == [3, 4])
  }
}
