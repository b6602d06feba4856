import Testing

@testable import Kernels

@Suite struct PaddedPlaneTests {
  private let layout = PixelLayout(height: 2, width: 3, channels: 3)
  private let x = (1...18).map { Float($0) }

  /// The plane with two rows and columns around the image.
  private func channel(_ surroundings: Surroundings, thickening: Float = 0) -> [[Float]] {
    x.withPointer { x in
      var rows: [[Float]] = []
      PaddedPlane(height: 2, width: 3).withChannel(
        1, of: SourceImage(pixels: .scalars(x), layout: layout), thickening: thickening,
        in: surroundings
      ) { plane in
        rows = (-2..<4).map { row in (-2..<5).map { plane.pixels[row * plane.stride + $0] } }
      }
      return rows
    }
  }

  private func colors(_ surroundings: Surroundings, rows: Range<Int>) -> [[SIMD4<Float>]] {
    x.withPointer { x in
      var found: [[SIMD4<Float>]] = []
      PaddedPlane(height: 2, width: 3).withColors(
        of: SourceImage(pixels: .scalars(x), layout: layout), rows: rows, in: surroundings
      ) { plane in
        let first = rows.lowerBound == 0 ? -2 : rows.lowerBound
        let end = rows.upperBound == 2 ? 4 : rows.upperBound
        found = (first..<end).map { row in
          (-2..<5).map { plane.pixels[row * plane.stride + $0] }
        }
      }
      return found
    }
  }

  @Test func oneValueIsAroundTheImage() {
    let none: [Float] = [7, 7, 7, 7, 7, 7, 7]
    #expect(
      channel(.color([0, 7, 0, 0])) == [
        none, none, [7, 7, 2, 5, 8, 7, 7], [7, 7, 11, 14, 17, 7, 7], none, none,
      ])
  }

  @Test func theNearestPixelIsAroundTheImage() {
    let (upper, lower): ([Float], [Float]) = ([2, 2, 2, 5, 8, 8, 8], [11, 11, 11, 14, 17, 17, 17])
    #expect(channel(.edge) == [upper, upper, upper, lower, lower, lower])
  }

  @Test func strokesGrowOnPaperWhateverSurroundsThem() {
    let found = channel(.color([0, 99, 0, 0]), thickening: 1)
    #expect(Array(found[3][2...4]) == [14, 17, 17] && found[3][1] == 99)
  }

  @Test func colorsHaveTheSameMargins() {
    for surroundings in [Surroundings.edge, .color([9, 7, 5, 0])] {
      let found = colors(surroundings, rows: 0..<2)
      #expect(found.map { $0.map(\.y) } == channel(surroundings))
      #expect(found[2][2] == [1, 2, 3, 0] && found[3][4] == [16, 17, 18, 0])
    }
  }

  @Test func onlyTheRowsAskedForAreCopied() {
    let lower = colors(.edge, rows: 1..<2)
    #expect(lower.count == 3 && lower.allSatisfy { $0 == lower[0] })
    #expect(lower[0].map(\.x) == [10, 10, 10, 13, 16, 16, 16])
  }
}
