import Testing

@testable import Kernels

@Suite struct BufferPoolTests {
  @Test func aLargeBufferIsUsedAgain() {
    // A size that nothing else in these tests has.
    let count = 7_654_321
    let first = BufferPool.allocate(count)
    BufferPool.release(first, count: count)
    let second = BufferPool.allocate(count)
    #expect(first == second)
    BufferPool.release(second, count: count)
  }

  @Test func aBufferServesWhoeverNeedsHalfOfItOrMore() {
    // Larger than whatever else in these tests; none of it is ever touched.
    let large = BufferPool.allocate(300_000_000)
    BufferPool.release(large, count: 300_000_000)
    let half = BufferPool.allocate(160_000_000)
    #expect(half == large)
    BufferPool.release(half, count: 160_000_000)
    let third = BufferPool.allocate(120_000_000)
    #expect(third != large)
    let whole = BufferPool.allocate(300_000_000)
    #expect(whole == large)
    BufferPool.release(third, count: 120_000_000)
    BufferPool.release(whole, count: 300_000_000)
  }

  @Test func memoryIsAligned() {
    for count in [1, 3, 129, 4096, 4097, 100_001] {
      let buffer = BufferPool.allocate(count)
      #expect(UInt(bitPattern: buffer) % 64 == 0)
      BufferPool.release(buffer, count: count)
    }
  }
}
