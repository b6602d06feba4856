import Testing

@testable import Kernels

@Suite struct CompositingTests {
  private let backdrop: Backdrop = (255, 100, 0)

  @Test func everyAlphaIsRoundedToTheNearest() {
    for alpha in 0...255 {
      var (x, expected): ([UInt8], [UInt8]) = ([], [])
      for gray in 0...255 {
        x += [UInt8(gray), UInt8(alpha)]
        for under in [255, 100, 0] {
          let sum = Double(gray * alpha + under * (255 - alpha))
          expected.append(UInt8((sum / 255).rounded()))
        }
      }
      let found = bytes(256 * 3) { composite(grayAlpha: x, count: 256, over: backdrop, into: $0) }
      #expect(found == expected)
    }
  }

  @Test func colorsLieOnColors() {
    let x: [UInt8] = [10, 20, 30, 255, 10, 20, 30, 0, 10, 20, 30, 51]
    let found = bytes(9) { composite(rgba: x, count: 3, over: backdrop, into: $0) }
    #expect(found == [10, 20, 30, 255, 100, 0, 206, 84, 6])
    // The same after multiplication by alpha; more than alpha allows does not overflow.
    let multiplied: [UInt8] = [10, 20, 30, 255, 0, 0, 0, 0, 2, 4, 6, 51, 200, 0, 0, 51]
    let same = bytes(12) {
      composite(premultiplied: multiplied, count: 4, over: backdrop, into: $0)
    }
    #expect(same == [10, 20, 30, 255, 100, 0, 206, 84, 6, 255, 80, 0])
  }

  @Test func channelsComeAndGo() {
    #expect(bytes(6) { replicate(gray: [1, 2], count: 2, into: $0) } == [1, 1, 1, 2, 2, 2])
    #expect(
      bytes(8) { addAlpha(rgb: [1, 2, 3, 4, 5, 6], count: 2, into: $0) }
        == [1, 2, 3, 255, 4, 5, 6, 255])
    #expect(
      bytes(6) { dropAlpha(rgba: [1, 2, 3, 4, 5, 6, 7, 8], count: 2, into: $0) }
        == [1, 2, 3, 5, 6, 7])
  }

  @Test func inksLetThroughWhatTheyDoNotCover() {
    // None; black alone; cyan alone; half of all.
    let x: [UInt8] = [255, 255, 255, 255, 255, 255, 255, 0, 0, 255, 255, 255, 128, 128, 128, 128]
    #expect(
      bytes(12) { rgb(ofInvertedCMYK: x, count: 4, into: $0) }
        == [255, 255, 255, 0, 0, 0, 0, 255, 255, 64, 64, 64])
  }

  @Test func sixteenBitsBecomeEight() {
    let x: [UInt16] = [0, 0x7F, 0x80, 0xFF, 0x100, 0x80FF, 0xFF00, 0xFFFF]
    func narrowed(_ x: [UInt16], channels: Int, isLastAlpha: Bool, isRounded: Bool) -> [UInt8] {
      bytes(x.count) {
        narrow(
          x, count: x.count / channels, channels: channels, isLastAlpha: isLastAlpha,
          isRounded: isRounded, into: $0)
      }
    }
    #expect(
      narrowed(x, channels: 1, isLastAlpha: false, isRounded: false)
        == [0, 0, 0, 0, 1, 0x80, 0xFF, 0xFF])
    let rounded = x.map { UInt8((Double($0) / 257).rounded()) }
    #expect(narrowed(x, channels: 2, isLastAlpha: false, isRounded: true) == rounded)
    // Half transparent, wholly transparent, and a color beyond its alpha.
    let colors: [UInt16] = [0x4000, 0x8000, 500, 0, 0xFFFF, 0x8000, 0x1234, 0xFFFF]
    #expect(
      narrowed(colors, channels: 2, isLastAlpha: true, isRounded: false)
        == [0x80, 0x80, 0, 0, 0xFF, 0x80, 0x12, 0xFF])
  }
}
