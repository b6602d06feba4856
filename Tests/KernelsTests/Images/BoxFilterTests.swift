import Testing

@testable import Kernels

@Suite struct BoxFilterTests {
  @Test func agreesWithTheDefinition() {
    let (height, width, radius) = (5, 4, 1)
    let x = (0..<2 * 20).map { UInt8(($0 * 37) % 256) }
    let found = x.withUnsafeBufferPointer { x in
      bytes(40) { boxFilter(x, count: 2, height: height, width: width, radius: radius, into: $0) }
    }
    for place in 0..<40 {
      let (image, row, column) = (place / 20, place / 4 % 5, place % 4)
      var sum = 0
      for i in row - 1...row + 1 where (0..<height).contains(i) {
        for j in column - 1...column + 1 where (0..<width).contains(j) {
          sum += Int(x[image * 20 + i * width + j])
        }
      }
      #expect(Int(found[place]) == (sum + 4) / 9)
    }
  }
}
