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

  @Test func memoryIsAligned() {
    for count in [1, 3, 129, 4097, 100_001] {
      let buffer = BufferPool.allocate(count)
      #expect(UInt(bitPattern: buffer) % 64 == 0)
      BufferPool.release(buffer, count: count)
    }
  }
}
