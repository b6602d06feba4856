import Testing

@testable import Kernels

@Suite struct FreeBuffersTests {
  /// Memory that is never touched: only its addresses are asked for.
  private final class System {
    var free = FreeBuffers(allowance: 1 << 20)
    private var next = 1 << 12
    /// What the system has given and not got back.
    private(set) var total = 0
    private(set) var calls = 0
    private var sizes: [UnsafeMutableRawPointer: Int] = [:]

    func take(_ bytes: Int) -> FreeBuffers.Buffer {
      if let buffer = free.take(bytes) { return buffer }
      calls += 1
      next += bytes
      total += bytes
      let pointer = UnsafeMutableRawPointer(bitPattern: next)!
      sizes[pointer] = bytes
      return FreeBuffers.Buffer(pointer: pointer)
    }

    func put(_ buffer: FreeBuffers.Buffer) {
      for surplus in free.put(buffer, of: sizes[buffer.pointer]!) {
        total -= sizes[surplus.pointer]!
      }
      #expect(free.used + free.bytes == total)
    }
  }

  /// As whoever concatenates does, each time a little more: every size is used once.
  @Test func sizesThatAreUsedOnceDoNotPileUp() {
    let system = System()
    var list = system.take(1 << 14)
    for count in 2..<2000 {
      let bytes = BufferPool.sizeClass(ofBytes: count << 14)
      let longer = system.take(bytes)
      system.put(list)
      list = longer
      #expect(system.total <= 4 * bytes + 1 << 20)
    }
  }

  @Test func aSteadyStepAsksForNothing() {
    let system = System()
    var calls: [Int] = []
    for _ in 0..<50 {
      // More than are put until the peak is lowered, forth and back.
      let buffers = (0..<10_000).map { system.take(1 << (14 + $0 % 6)) }
      for buffer in buffers.reversed() { system.put(buffer) }
      calls.append(system.calls)
    }
    #expect(Set(calls).count == 1)
  }

  @Test func aPeakIsForgotten() {
    let system = System()
    let buffers = (0..<100).map { _ in system.take(1 << 20) }
    for buffer in buffers { system.put(buffer) }
    #expect(system.total == 100 << 20)
    for _ in 0..<200_000 { system.put(system.take(1 << 14)) }
    #expect(system.total <= 2 << 20 && system.free.peak < 1 << 19)
  }
}
