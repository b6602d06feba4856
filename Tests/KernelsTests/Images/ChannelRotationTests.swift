import Testing

@testable import Kernels

@Suite struct ChannelRotationTests {
  private func turned(_ x: [UInt8], _ turns: Int) -> [UInt8] {
    x.withUnsafeBufferPointer { x in
      bytes(x.count) { rotateChannels(x, turns: turns, into: $0) }
    }
  }

  @Test func channelsTakeTurns() {
    let x: [UInt8] = [1, 2, 3, 40, 50, 60]
    #expect(turned(x, 0) == x)
    #expect(turned(x, 1) == [2, 3, 1, 50, 60, 40])
    #expect(turned(turned(x, 1), 1) == turned(x, 2) && turned(turned(x, 2), 1) == x)
  }

  @Test func grayHasNoColor() {
    func found(_ x: [UInt8]) -> Double { x.withUnsafeBufferPointer { colorfulness($0) } }
    #expect(found([7, 7, 7, 200, 200, 200]) == 0)
    #expect(found([255, 0, 100, 3, 3, 3]) == 127.5)
    #expect(found([]) == 0)
  }
}
