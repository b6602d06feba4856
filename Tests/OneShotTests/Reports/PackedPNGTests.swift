import DatasetFiles
import Kernels
import OneShot
import Testing

@Suite struct PackedPNGTests {
  private func png(_ width: Int, _ height: Int, _ channels: Int, _ pixels: [UInt8]) -> [UInt8] {
    packedPNG(width: width, height: height, channels: channels, pixels: pixels)
  }

  /// libpng reads what was packed: runs, repeated rows, noise, and more than a window of 32 KB.
  @Test(arguments: [(1, 1, 1), (7, 3, 1), (40, 30, 3), (300, 200, 1), (260, 180, 3)])
  func libpngReadsThem(width: Int, height: Int, channels: Int) throws {
    var random = SeededGenerator(seed: 4)
    let count = width * height * channels
    let kinds: [[UInt8]] = [
      (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) },
      (0..<count).map { UInt8($0 / 50 % 7 * 30) },
      (0..<count).map { $0 % 97 < 90 ? 200 : UInt8.random(in: 0...255, using: &random) },
      [UInt8](repeating: 255, count: count),
    ]
    for pixels in kinds {
      let bytes = png(width, height, channels, pixels)
      #expect(try PNG.decode(bytes, as: channels == 1 ? .gray : .rgb).pixels == pixels)
      #expect(bytes.count < count + height + 6 * (count / 65_535 + 1) + 80)
    }
  }

  @Test func blackAndWhiteTakesABit() throws {
    let pixels = (0..<105 * 105).map { UInt8($0 / 105 / 10 % 2 == 0 && $0 % 105 > 20 ? 255 : 0) }
    let bytes = png(105, 105, 1, pixels)
    #expect(bytes[24] == 1)
    #expect(bytes.count < 400)
    #expect(try PNG.decode(bytes, as: .gray).pixels == pixels)
  }
}
