import Testing

@testable import Kernels

@Suite struct OrientationTests {
  /// The letter F, which has no symmetry, stored in each of the eight ways.
  private let upright = ["###", "#..", "##.", "#.."]
  private let stored = [
    ["###", "#..", "##.", "#.."], ["###", "..#", ".##", "..#"], ["..#", ".##", "..#", "###"],
    ["#..", "##.", "#..", "###"], ["####", "#.#.", "#..."], ["#...", "#.#.", "####"],
    ["...#", ".#.#", "####"], ["####", ".#.#", "...#"],
  ]

  @Test func eachOfTheEightWaysComesOutUpright() {
    for (index, rows) in stored.enumerated() {
      // Two channels, the second one the first's negative.
      let pixels = rows.joined().utf8.flatMap { [$0, 255 - $0] }
      let found = bytes(24) {
        turnUpright(
          pixels, height: rows.count, width: rows[0].count, channels: 2, orientation: index + 1,
          into: $0)
      }
      #expect(found == upright.joined().utf8.flatMap { [$0, 255 - $0] }, "\(index + 1)")
    }
  }
}
