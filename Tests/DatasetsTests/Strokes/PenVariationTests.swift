import Datasets
import Foundation
import TestSupport
import Testing

@Suite struct PenVariationTests {
  private typealias Point = PenDrawing.Point

  private func ink(_ variation: PenVariation, copies: Int = 20) -> [Int] {
    let strokes = StrokeDataset(
      name: "cross", groups: ["A"],
      classes: [
        .init(
          name: "cross", group: 0,
          drawings: [
            PenDrawing(
              [
                [Point(x: 20, y: 50), Point(x: 80, y: 50, time: 500)],
                [Point(x: 50, y: 20, time: 700), Point(x: 50, y: 80, time: 1200)],
              ], width: 100, height: 100, pen: 4)
          ])
      ])
    let pixels = strokes.redrawn(copies: copies, with: variation, size: 100, seed: 1).pixels
    return (0..<copies).map { copy in
      pixels[copy * 10_000..<(copy + 1) * 10_000].count { $0 > 127 }
    }
  }

  private let none = PenVariation(
    pen: 1...1, slip: 0, turn: 0, stretch: 0, tremor: 0, speed: 1...1)

  @Test func abroaderPenLeavesMoreInk() {
    var variation = none
    let thin = ink(variation, copies: 1)[0]
    variation.pen = 2...2
    let broad = Float(ink(variation, copies: 1)[0])
    #expect((1.8...2.2).contains(broad / Float(thin)))
  }

  @Test func eachAmountChangesTheDrawing() {
    let still = Set(ink(none))
    #expect(still.count == 1)
    for change in [\PenVariation.slip, \.turn, \.stretch, \.tremor] {
      var variation = none
      variation[keyPath: change] = 0.05
      #expect(Set(ink(variation)).count > 3)
    }
  }

  @Test func isWhatWasWritten() throws {
    let variation = PenVariation(tremor: 0.02)
    let data = try JSONEncoder().encode(variation)
    #expect(try JSONDecoder().decode(PenVariation.self, from: data) == variation)
  }
}
