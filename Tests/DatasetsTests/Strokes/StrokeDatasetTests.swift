import Datasets
import TestSupport
import Testing

@Suite struct StrokeDatasetTests {
  private typealias Point = PenDrawing.Point

  private func line(_ y: Float) -> PenDrawing {
    PenDrawing(
      [[Point(x: 20, y: y), Point(x: 80, y: y, time: 600)]], width: 100, height: 100, pen: 6)
  }

  private var strokes: StrokeDataset {
    StrokeDataset(
      name: "lines", groups: ["A", "B"],
      classes: [
        .init(name: "high", group: 0, drawings: [line(20), line(25)]),
        .init(name: "low", group: 1, drawings: [line(80)]),
      ])
  }

  @Test func imagesAreTheDrawings() {
    let images = strokes.images(size: 50)
    #expect(strokes.count == 3 && images.count == 3)
    #expect(images.groups == ["A", "B"] && images.imageShape == [50, 50, 1])
    #expect(images.classes.map(\.images) == [[0, 1], [2]])
    #expect(images.pixels == [line(20), line(25), line(80)].flatMap { $0.ink(size: 50) })
  }

  @Test func copiesAreOfTheSameClassesAndAllDifferent() {
    let copies = strokes.redrawn(copies: 4, size: 50, seed: 3)
    #expect(copies.count == 12)
    #expect(copies.classes.map(\.images) == [Array(0..<8), Array(8..<12)])
    let pixels = (0..<12).map { Array(copies.pixels[$0 * 2500..<($0 + 1) * 2500]) }
    #expect(Set(pixels).count == 12)
    // A line stays a line in its part of the paper.
    for (index, image) in pixels.enumerated() {
      let rows = (0..<2500).filter { image[$0] > 127 }.map { $0 / 50 }
      #expect(rows.count > 40)
      #expect(rows.allSatisfy { index < 8 ? $0 < 25 : $0 > 25 })
    }
    #expect(strokes.redrawn(copies: 4, size: 50, seed: 3).pixels == copies.pixels)
    #expect(strokes.redrawn(copies: 4, size: 50, seed: 4).pixels != copies.pixels)
  }

  @Test func noVariationIsTheDrawingItself() {
    let still = PenVariation(
      pen: 1...1, slip: 0, turn: 0, stretch: 0, tremor: 0, speed: 1...1)
    let copies = strokes.redrawn(copies: 1, with: still, size: 50, seed: 1)
    for (a, b) in zip(copies.pixels, strokes.images(size: 50).pixels) {
      #expect(abs(Int(a) - Int(b)) <= 2)
    }
  }

  /// With the images of the same classes they are one dataset.
  @Test func joinsItsImages() throws {
    let all = try ImageDataset.union(
      [strokes.images(size: 50), strokes.redrawn(copies: 2, size: 50, seed: 1)], name: "all")
    #expect(all.classes.map(\.images.count) == [6, 3])
  }
}
