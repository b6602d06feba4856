import Testing

@testable import Kernels

@Suite struct PooledBufferTests {
  @Test func givesItsMemoryBack() {
    // A size that nothing else in these tests has.
    let address = UInt(bitPattern: PooledBuffer(count: 5_432_111).pointer)
    let buffer = PooledBuffer(count: 5_432_111)
    #expect(UInt(bitPattern: buffer.pointer) == address)
    #expect(UInt(bitPattern: buffer.bytes) == address)
  }
}
