import Datasets
import Testing

@Suite struct BatchSourceTests {
  /// A source of somebody else's.
  private struct Squares: BatchSource {
    let itemsPerBatch = 1
    func batch(at step: Int) -> Int { step * step }
  }

  /// What a loop asks of any source.
  private func sum(of source: some BatchSource<Int>, from start: Int, to end: Int) throws -> Int {
    try (start..<end).reduce(0) { try $0 + source.batch(at: $1) }
  }

  @Test func aLoopTakesAnySource() throws {
    let made = Batches(itemsPerBatch: 1) { step, _ in step * step }
    for (start, end) in [(0, 5), (3, 9)] {
      #expect(
        try sum(of: Squares(), from: start, to: end) == sum(of: made, from: start, to: end))
    }
  }
}
