import Files
import TestSupport
import Testing

@testable import DatasetFiles

@Suite struct BitmapTests {
  @Test func grayIsTheLumaOfJPEG() {
    // ITU-R BT.601: 0.299 red, 0.587 green, 0.114 blue.
    let colors = Bitmap(
      width: 2, height: 2, format: .rgb, pixels: [255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30])
    #expect(colors.gray == Bitmap(width: 2, height: 2, pixels: [76, 150, 29, 18]))
    let gray = Bitmap(width: 1, height: 2, pixels: [3, 4])
    #expect(gray.gray == gray)
  }

  /// The picture 1 2 3 / 4 5 6 as a camera stores it for each orientation (Exif 2.32, 4.6.4).
  @Test(arguments: [
    (1, [1, 2, 3, 4, 5, 6]), (2, [3, 2, 1, 6, 5, 4]), (3, [6, 5, 4, 3, 2, 1]),
    (4, [4, 5, 6, 1, 2, 3]), (5, [1, 4, 2, 5, 3, 6]), (6, [3, 6, 2, 5, 1, 4]),
    (7, [6, 3, 5, 2, 4, 1]), (8, [4, 1, 5, 2, 6, 3]),
  ])
  func whatIsStoredTurnedBecomesUpright(orientation: Int, stored: [UInt8]) {
    let isTransposed = orientation >= 5
    let picture = Bitmap(
      width: isTransposed ? 2 : 3, height: isTransposed ? 3 : 2, pixels: stored)
    #expect(
      picture.turnedUpright(from: orientation)
        == Bitmap(width: 3, height: 2, pixels: [1, 2, 3, 4, 5, 6]))
  }

  @Test func theLargestSizeIsTwoToTheTwentySeven() throws {
    try Bitmap.checkSize(width: 1 << 14, height: 1 << 13, path: "a")
    let error = #expect(throws: FileProblem.self) {
      try Bitmap.checkSize(width: 1 << 14, height: 1 + 1 << 13, path: "a")
    }
    #expect(error?.path == "a" && error?.expected == "at most 134217728 pixels")
  }

  @Test func anotherNumberOfBytesStops() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Bitmap(width: 2, height: 1, format: .rgb, pixels: [1, 2])
    }
    #expect(message(of: result).contains("2×1 pixels of 3 bytes, got 2 bytes"))
  }
}
