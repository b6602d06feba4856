import Datasets
import Files
import Foundation
import TestSupport
import Testing

@testable import DatasetFiles

@Suite struct BitmapDecodingTests {
  private func decoded(
    _ kind: PictureKind, as format: Bitmap.Format, onBlack: Bool = false
  ) throws -> Bitmap {
    let least = kind.least.map { (width: $0[0], height: $0[1]) }
    return try Bitmap.decode(
      kind.file, as: format, background: onBlack ? .black : .white, atLeast: least,
      path: kind.name)
  }

  /// Where libtiff rounds what Pillow cuts off, or cuts off what is rounded elsewhere.
  private let inexact = ["rgb-16.tif", "gray-16.tif", "gray-16-lzw.tif"]

  @Test(arguments: PictureKind.all)
  func everyKindShowsWhatPillowShows(kind: PictureKind) throws {
    for onBlack in [false, true] {
      for format in [Bitmap.Format.rgb, .gray] {
        let difference = try decoded(kind, as: format, onBlack: onBlack)
          .difference(to: kind.expected(as: format, onBlack: onBlack))
        #expect(difference <= (inexact.contains(kind.name) ? 1 : 0), "\(format), \(onBlack)")
      }
    }
  }

  /// Before it is decoded: what is behind the header does not matter.
  @Test(arguments: files)
  func aPictureOfTooManyPixelsIsRefused(kind: PictureKind) throws {
    let file = try kind.file
    let whole = try Bitmap.decode(file)
    let count = whole.width * whole.height
    _ = try Bitmap.decode(file, maximumPixels: count)
    let error = #expect(throws: FileProblem.self) {
      try Bitmap.decode(file, maximumPixels: count - 1, path: "bomb")
    }
    #expect(error?.path == "bomb" && error?.expected == "at most \(count - 1) pixels")
    let preprocessing = ImagePreprocessing(height: 4, width: 4)
    #expect(throws: FileProblem.self) {
      try preprocessing.decode(file, maximumPixels: count - 1)
    }
    #expect(try preprocessing.decode(file).format == .gray)
  }

  @Test func thereAreAllKinds() {
    let endings = Set(PictureKind.all.compactMap { $0.name.split(separator: ".").last })
    let expected = ["jfif", "jpg", "png", "webp", "gif", "bmp", "dib", "pbm", "pgm", "ppm", "tif"]
    #expect(endings.isSuperset(of: expected.map { $0[...] }))
    #expect(PictureKind.all.count > 150)
  }

  /// The files, each once.
  private static let files = PictureKind.all.filter { $0.least == nil || $0.least == [43, 29] }

  /// Every byte is tried, of longer files 500.
  private func step(in file: [UInt8]) -> Int { max(1, file.count / 500) }

  @Test(arguments: files)
  func whatIsCutOffIsRefusedOrNotMissed(kind: PictureKind) throws {
    let file = try kind.file
    let whole = try Bitmap.decode(file)
    // Of text the last number may be shorter, and a PNG may miss what it has behind the image.
    let isText = kind.name.hasPrefix("plain-") && !kind.name.hasSuffix("tiff")
    let isAmbiguous = isText || kind.name.hasSuffix("-after.png")
    for length in stride(from: 0, to: file.count, by: step(in: file)) {
      do {
        let found = try Bitmap.decode(Array(file.prefix(length)), path: "cut")
        #expect(found == whole || isAmbiguous, "\(length) of \(file.count) bytes")
      } catch {
        #expect(error.path == "cut" && !error.found.isEmpty)
      }
    }
  }

  @Test(arguments: files)
  func damageIsAnErrorOrAPictureButNoCrash(kind: PictureKind) throws {
    let file = try kind.file
    for position in stride(from: 0, to: file.count, by: step(in: file)) {
      var damaged = file
      damaged[position] ^= [0xFF, 0x01, 0x80][position % 3]
      do {
        let found = try Bitmap.decode(damaged, path: "damaged")
        #expect(found.pixels.count == found.width * found.height * 3)
      } catch {
        #expect(error.path == "damaged" && !error.found.isEmpty)
      }
    }
  }

  @Test func aBackgroundMayHaveColors() throws {
    // Black with alpha 0 and 128, in gray and in color.
    let gray = DecodedPicture(width: 2, height: 1, layout: .grayAlpha, pixels: [0, 0, 0, 128])
    let color = PixelColor(red: 255, green: 100, blue: 0)
    #expect(gray.bitmap(as: .rgb, over: color).pixels == [255, 100, 0, 127, 50, 0])
    #expect(gray.bitmap(as: .gray, over: color).pixels == [135, 67])
    let kind = try #require(PictureKind.all.first { $0.name == "rgba-8.png" })
    let picture = try Bitmap.decode(kind.file, background: color)
    #expect(picture.pixels.prefix(3) == [255, 100, 0])
  }

  @Test func filesAreReadByTheirContent() throws {
    let folder = try TemporaryFolder()
    let kind = try #require(PictureKind.all.first { $0.name == "lossless-RGBA.webp" })
    let url = try folder.write(kind.file, to: "a.jpg")
    #expect(try Bitmap.read(url) == kind.expected(as: .rgb, onBlack: false))
    #expect(
      try Bitmap.read(url, as: .gray, background: .black)
        == kind.expected(as: .gray, onBlack: true))
    let missing = #expect(throws: FileProblem.self) { try Bitmap.read(folder["none.gif"]) }
    #expect(missing?.path == folder["none.gif"].relativePath)
    let other = #expect(throws: FileProblem.self) { try Bitmap.decode(Array("text".utf8)) }
    #expect(other?.path == "picture" && other?.expected == PictureFormat.expected)
  }

  /// Headers of 65535×65535 pixels or so, and nothing behind them.
  @Test(arguments: [
    "GIF89a\u{7F}\u{7F}\u{7F}\u{7F}\0\0\0,\0\0\0\0\u{7F}\u{7F}\u{7F}\u{7F}\0\u{8}\0;",
    "P6 99999 99999 255\n", "P4 9999999999 9999999999\n", "P1 2000000000 2000000000 0 1",
  ])
  func imagesBeyondReasonAreRefused(header: String) {
    let error = #expect(throws: FileProblem.self) { try Bitmap.decode(Array(header.utf8)) }
    #expect(error?.expected == "at most 134217728 pixels")
  }
}
