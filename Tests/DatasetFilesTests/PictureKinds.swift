import Files
import Foundation
import Testing

@testable import DatasetFiles

/// A file that `Fixtures/kinds.py` made and what Pillow shows of it.
struct PictureKind: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let width: Int
  let height: Int
  /// The size asked for, where a smaller picture is enough: width and height.
  let least: [Int]?
  /// The bytes as RGB on white, nil if they are gray; and as gray.
  private let white: Data?
  private let whiteGray: Data
  /// The same on black, nil if nothing is transparent.
  private let black: Data?
  private let blackGray: Data?

  var testDescription: String { least.map { "\(name), at least \($0)" } ?? name }

  var file: [UInt8] {
    get throws { try Files.read(Self.folder.appending(path: name)) }
  }

  func expected(as format: Bitmap.Format, onBlack: Bool) -> Bitmap {
    let gray = onBlack ? blackGray ?? whiteGray : whiteGray
    let colors = onBlack ? black ?? white : white
    let pixels =
      format == .gray ? Array(gray) : colors.map(Array.init) ?? gray.flatMap { [$0, $0, $0] }
    return Bitmap(width: width, height: height, format: format, pixels: pixels)
  }

  static let folder = PictureFixtures.folder.appending(path: "Kinds")

  static let all: [PictureKind] = {
    guard let table = try? Data(contentsOf: PictureFixtures.folder.appending(path: "kinds.json")),
      let kinds = try? JSONDecoder().decode([PictureKind].self, from: table)
    else { return [] }
    return kinds
  }()
}
