import DatasetFiles
import Foundation

extension Target {
  /// Strokes of a pen, of any numbers.
  static let strokes = Target(
    name: "strokes", longest: 512,
    words: [
      // Infinity, NaN, the largest number, the smallest above 0, and the farthest of a paper of 1.
      "\0\0\u{80}\u{7F}", "\0\0\u{C0}\u{7F}", "\u{1}\0\0\0", "\0@\u{1C}F", "\0\0\u{80}?",
    ],
    seeds: { seeds in
      for (width, height, pen): (Float, Float, Float) in [(1, 1, 0.1), (100, 60, 5), (3, 400, 1)] {
        var bytes: [UInt8] = [40, 1]
        for number in [width, height, pen] { bytes.append(number.bitPattern, 4) }
        for (place, part): (Int, Float) in [(0, 0.1), (0, 0.9), (1, 0.5), (0, 0.2), (0, 40)] {
          bytes.append(place, 1)
          bytes.append((part * width).bitPattern, 4)
          bytes.append(((1 - part) * height).bitPattern, 4)
        }
        try seeds.add(bytes)
      }
    },
    test: { input in
      let bytes = input.bytes
      guard bytes.count >= 14 else { return }
      func float(_ place: Int) -> Float {
        Float(bitPattern: UInt32(truncatingIfNeeded: bytes.number(at: place, 4)))
      }
      let (width, height) = (float(2), float(6))
      let pen = bytes[1] % 2 == 1 ? float(10) : nil
      var strokes: [[PenDrawing.Point]] = [[]]
      for place in stride(from: 14, through: bytes.count - 9, by: 9) {
        if bytes[place] % 2 == 1 { strokes.append([]) }
        strokes[strokes.count - 1].append(.init(x: float(place + 1), y: float(place + 5)))
      }
      guard PenDrawing.isPossible(strokes, width: width, height: height, pen: pen) else { return }
      let side = 1 + Int(bytes[0]) % 64
      let picture = PenDrawing(strokes, width: width, height: height, pen: pen)
        .bitmap(longerSide: side)
      expect(max(picture.width, picture.height) == side, "\(picture.width)×\(picture.height)")
      expect(picture.pixels.count == picture.width * picture.height, "a byte for each pixel")
    })
}
