import Testing

@testable import Kernels

@Suite struct ByteTableTests {
  @Test func eachChannelHasAScaleOfItsOwn() {
    let table = ByteTable([(1, 0), (2, -1), (0.5, 3)])
    let x: [UInt8] = [0, 0, 0, 255, 255, 255, 51, 51, 51, 102, 102, 102]
    var y = [Float](repeating: 0, count: 12)
    y.withUnsafeMutableBufferPointer { y in
      x.withUnsafeBufferPointer {
        lookUp($0, indices: [1, 0], width: 6, in: table, into: y.baseAddress!)
      }
    }
    let expected: [Float] = [0.2, -0.6, 3.1, 0.4, -0.2, 3.2, 0, -1, 3, 1, 1, 3.5]
    #expect(zip(y, expected).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test func bytesOfInkAreThoseOfADivision() {
    let table = ByteTable([(1, 0)])
    let x = (0..<256).map { UInt8($0) }
    var y = [Float](repeating: 0, count: 256)
    y.withUnsafeMutableBufferPointer { y in
      x.withUnsafeBufferPointer {
        lookUp($0, indices: [0], width: 256, in: table, into: y.baseAddress!)
      }
    }
    #expect(y == x.map { Float($0) / 255 })
  }
}
