import Testing

@testable import Kernels

@Suite struct GatherTests {
  private let x: [Float] = [1, 2, 3, 4, 5, 6]

  @Test func takesBlocks() {
    #expect(
      filled(6) { gather(x, indices: [2, 0, 2], width: 2, into: $0) } == [5, 6, 1, 2, 5, 6])
    #expect(filled(0) { gather(x, indices: [], width: 2, into: $0) } == [])
  }

  @Test func addsBlocksWhereTheyCameFrom() {
    var y: [Float] = [0, 0, 10, 0]
    scatterAdd(x, indices: [1, 0, 1], width: 2, into: &y)
    #expect(y == [3, 4, 16, 8])
  }

  @Test func bytesBecomeScalarsFrom0To1() {
    let bytes: [UInt8] = [0, 255, 51, 102]
    let found = filled(4) { target in
      bytes.withUnsafeBufferPointer {
        gatherBytes($0, indices: [1, 0], width: 2, into: target)
      }
    }
    #expect(found == [0.2, 0.4, 0, 1])
  }
}
