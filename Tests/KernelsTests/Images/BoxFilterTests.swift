import Testing

@testable import Kernels

@Suite struct BoxFilterTests {
  @Test func agreesWithTheDefinition() {
    let (height, width, radius) = (5, 4, 1)
    let x = (0..<2 * 20).map { UInt8(($0 * 37) % 256) }
    let found = x.withUnsafeBufferPointer { x in
      bytes(40) {
        boxFilter(
          x, layout: PixelLayout(height: height, width: width), radius: radius, into: $0)
      }
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

  @Test func channelsStayApartAndTheBorderMayCountForNothing() {
    let (red, blue): ([UInt8], [UInt8]) = ([10, 20, 60, 0, 0, 90], [0, 0, 8, 0, 0, 255])
    let x: [UInt8] = zip(red, blue).flatMap { [$0, 7, $1] as [UInt8] }
    let found = x.withUnsafeBufferPointer { x in
      bytes(18) {
        boxFilter(
          x, layout: PixelLayout(height: 2, width: 3, channels: 3), radius: 1,
          padsWithZeros: false, into: $0)
      }
    }
    func channel(_ index: Int) -> [UInt8] {
      stride(from: index, to: found.count, by: 3).map { found[$0] }
    }
    // Four pixels at the edges, all six in the middle.
    #expect(channel(0) == [8, 30, 43, 8, 30, 43])
    #expect(channel(1) == [7, 7, 7, 7, 7, 7])
    #expect(channel(2) == [0, 44, 66, 0, 44, 66])
  }
}
