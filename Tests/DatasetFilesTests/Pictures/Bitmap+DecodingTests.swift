import Datasets
import Files
import Foundation
import TestSupport
import Testing

@testable import DatasetFiles

@Suite struct BitmapDecodingTests {
  private func decoded(_ kind: PictureKind, as format: Bitmap.Format, onBlack: Bool) throws -> Bitmap {
    let least = kind.least.map { (width: $0[0], height: $0[1]) }
    return try Bitmap.decode(
      kind.file, as: format, background: onBlack ? .black : .white, atLeast: least,
      path: kind.name)
  }

  @Test func thereAreKinds() { #expect(PictureKind.all.count > 150) }

  @Test(arguments: PictureKind.all)
  func everyKindShowsWhatPillowShows(kind: PictureKind) throws {
    for onBlack in [false, true] {
      for format in [Bitmap.Format.rgb, .gray] {
        let difference = try decoded(kind, as: format, onBlack: onBlack)
          .difference(to: kind.expected(as: format, onBlack: onBlack))
        #expect(difference == 0, "\(kind.name) \(format) \(onBlack)")
      }
    }
  }
}
