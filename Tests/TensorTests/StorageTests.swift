import Tensor
import Testing

@Suite struct StorageTests {
  @Test(arguments: [0, 1, 100, 5000, 1_000_003])
  func isAlignedAndItsOwn(_ count: Int) {
    let (one, other) = (Storage(count: count), Storage(count: count))
    #expect(one.count == count)
    #expect(UInt(bitPattern: one.pointer) % 64 == 0)
    let apart = abs(UnsafePointer(one.pointer) - UnsafePointer(other.pointer))
    #expect(apart >= max(count, 1))
  }

  /// Memory comes back from the pool with what was in it: a tensor must write all of its own.
  @Test func recycledMemoryDoesNotShow() {
    for _ in 0..<3 {
      let used = Tensor.full([100_000], 7)
      #expect(used.scalars.last == 7)
    }
    #expect(Tensor.zeros([100_000]).scalars.allSatisfy { $0 == 0 })
  }
}
