import Testing

@testable import Kernels

@Suite struct BroadcastTests {
  @Test func repeatsWhatHasSize1() throws {
    let broadcast = try #require(Broadcast([2, 1, 3], [4, 1]))
    let (a, b): ([Float], [Float]) = ([1, 2, 3, 4, 5, 6], [10, 20, 30, 40])
    let found = filled(24) { broadcast.apply(.add, a, b, into: $0) }
    let expected = (0..<24).map { (i: Int) -> Float in
      let (row, column) = (i / 3, i % 3)
      return a[row / 4 * 3 + column] + b[row % 4]
    }
    #expect(found == expected)
  }

  @Test func refusesOtherSizes() {
    #expect(Broadcast([2, 3], [2]) == nil)
    #expect(Broadcast([], [5]) != nil)
  }

  @Test func nothingStaysNothing() throws {
    let broadcast = try #require(Broadcast([0, 3], [3]))
    #expect(filled(0) { broadcast.apply(.multiply, [], [1, 2, 3], into: $0) } == [])
  }
}
