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

  /// Memory of another object lives as long as a tensor of it, and a change is made on a copy.
  @Test func borrowedMemoryIsNotWritten() {
    final class Owner: Sendable {
      let storage = Storage(count: 1000)
      let whenGone: @Sendable () -> Void
      init(_ whenGone: @escaping @Sendable () -> Void) { self.whenGone = whenGone }
      deinit { whenGone() }
    }
    nonisolated(unsafe) var isGone = false
    do {
      var owner: Owner? = Owner { isGone = true }
      owner!.storage.pointer.initialize(repeating: 3, count: 1000)
      let borrowed = Storage(owner!.storage.pointer + 10, count: 6, of: owner!)
      #expect(borrowed.isBorrowed && !Storage(count: 6).isBorrowed)
      var tensor = Tensor(shape: [2, 3], storage: borrowed)
      tensor[scalarAt: 1, 2] = 4
      #expect(tensor.scalars == [3, 3, 3, 3, 3, 4] && owner!.storage.pointer[15] == 3)
      owner = nil
      #expect(!isGone)
      withExtendedLifetime(borrowed) {}
    }
    #expect(isGone)
  }
}
