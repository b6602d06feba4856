import Files
import Foundation

@testable import DatasetFiles

/// The files that `Fixtures/pictures.py` made.
enum PictureFixtures {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/Pictures")

  static func file(_ name: String) throws -> [UInt8] {
    try Files.read(folder.appending(path: name))
  }

  /// What Pillow says that a picture shows: a PGM file's size and pixels.
  static func gray(_ name: String) throws -> Bitmap {
    let file = try file("\(name).pgm")
    // "P5", width, height and 255, each followed by one space or line end.
    let words = file.split(maxSplits: 4, omittingEmptySubsequences: false) {
      $0 == 0x20 || $0 == 0x0A
    }
    guard words.count == 5, let width = Int(String(decoding: words[1], as: UTF8.self)),
      let height = Int(String(decoding: words[2], as: UTF8.self))
    else { throw FileProblem(path: name, found: "something else", expected: "a PGM image") }
    return Bitmap(width: width, height: height, pixels: Array(words[4]))
  }
}

extension Bitmap {
  /// The largest difference between two pictures of one size; 256 where their sizes differ.
  func difference(to other: Bitmap) -> Int {
    guard width == other.width, height == other.height, format == other.format else { return 256 }
    return zip(pixels, other.pixels).map { abs(Int($0) - Int($1)) }.max() ?? 0
  }
}
