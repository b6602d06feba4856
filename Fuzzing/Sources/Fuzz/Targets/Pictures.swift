import DatasetFiles
import Foundation
import OneShot

extension Target {
  /// Pictures, from memory: a target for each kind, since seeds of one kind seldom become another one.
  static let pictures: [Target] = [
    picture("png", ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "eXIf", "acTL", "iTXt"]),
    picture(
      "jpeg", endings: ["jpg", "jfif"], ["Exif\u{0}\u{0}", "II*\u{0}", "MM\u{0}*", "Adobe"]),
    picture("webp", ["RIFF", "WEBP", "VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "EXIF"]),
    picture("tiff", endings: ["tif", "tiff"], ["II*\u{0}", "MM\u{0}*"]),
    picture("gif", ["GIF89a", "GIF87a", "NETSCAPE2.0"]),
    picture("bmp", endings: ["bmp", "dib"], ["BM"]),
    picture(
      "netpbm", endings: ["pbm", "pgm", "ppm", "pnm"], ["P1", "P2", "P3", "P4", "P5", "P6", "#"]),
  ]

  private static func picture(
    _ name: String, endings: Set<String>? = nil, _ words: [String]
  ) -> Target {
    Target(
      name: name, longest: 4096, words: words,
      seeds: { seeds in
        try seeds.add(
          folder: "Pictures/Kinds", endings: endings ?? [name], under: datasetFixtures)
        try seeds.add(folder: "Pictures", endings: endings ?? [name], under: datasetFixtures)
      },
      test: { input in
        // Pictures may have 2²⁷ pixels, and a small file can say so; there is no time for many of those.
        if statedSizes(input.bytes).contains(where: { $0 * $1 > 1 << 22 }) { return }
        for format in [Bitmap.Format.gray, .rgb] {
          let picture = try Bitmap.decode(input.bytes, as: format)
          expect(
            picture.pixels.count == picture.width * picture.height * format.channels,
            "\(picture.pixels.count) bytes of \(picture.width) x \(picture.height)")
        }
      })
  }

  static let datasetFixtures = Seeds.fixtures
    .appending(path: "../DatasetFilesTests/Fixtures").standardized

  /// The sizes that a PNG, a BMP or a GIF states, and others at places where the last might.
  private static func statedSizes(_ bytes: [UInt8]) -> [(Int, Int)] {
    guard bytes.count > 26 else { return [] }
    func long(_ place: Int) -> Int {
      bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } & 0x7FFF_FFFF
    }
    func short(_ place: Int) -> Int { Int(bytes[place]) | Int(bytes[place + 1]) << 8 }
    if bytes[1...3].elementsEqual("PNG".utf8) { return [(long(16), long(20))] }
    if bytes.starts(with: "BM".utf8) {
      if bytes[14] == 12 { return [(short(18), short(20))] }
      let sides = [18, 22].map { Int(Int32(truncatingIfNeeded: bytes.number(at: $0, 4))) }
      return [(abs(sides[0]), abs(sides[1]))]
    }
    guard bytes.starts(with: "GIF".utf8) else { return [] }
    let images = (13..<bytes.count - 8).filter { bytes[$0] == 0x2C }
    return [(short(6), short(8))]
      + images.map { (short($0 + 1) + short($0 + 5), short($0 + 3) + short($0 + 7)) }
  }
}
