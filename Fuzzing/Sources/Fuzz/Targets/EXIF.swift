import DatasetFiles
import Foundation

extension Target {
  /// What cameras note beside pictures, in files of three kinds: how it is held turns the picture, and the
  /// same notes turn all alike.
  static let exif = Target(
    name: "exif", longest: 512,
    words: [
      "II*\0", "MM\0*", "Exif\0\0", "\u{12}\u{1}\u{3}\0", "\u{1}\u{12}\0\u{3}",
      "tiff:Orientation", "=\"6\"", ">8<", "=\"",
    ],
    seeds: { seeds in
      for orientation in [1, 3, 6, 8] {
        for isLong in [false, true] { try seeds.add(tiffDirectory(orientation, isLong: isLong)) }
      }
      try seeds.add("Exif\0\0".utf8 + tiffDirectory(5, isLong: false))
      try seeds.add("<x tiff:Orientation=\"7\"/>")
      try seeds.add("<tiff:Orientation>6</tiff:Orientation>")
      let kinds = datasetFixtures.appending(path: "Pictures/Kinds")
      for file in ["exif-6-before.png", "exif-6.webp", "exif-5-long.png"] {
        let bytes = try Data(contentsOf: kinds.appending(path: file))
        let note = ["eXIf", "EXIF"].compactMap { bytes.range(of: Data($0.utf8)) }.first
        if let note { try seeds.add(bytes[note.upperBound...]) }
      }
    },
    test: { input in
      let signature = Array("Exif\0\0".utf8)
      let signed = input.bytes.starts(with: signature) ? input.bytes : signature + input.bytes
      let notes = try [
        turned(png, png.file(chunk: "eXIf", input.bytes)),
        turned(webp, webp.file(webpChunk: "EXIF", input.bytes)),
        turned(jpeg, jpeg.file(segment: signed)),
      ]
      expect(Set(notes).count == 1, "turned alike, got \(notes)")
      let texts = try [
        turned(png, png.file(chunk: "iTXt", "XML:com.adobe.xmp\0\0\0\0\0".utf8 + input.bytes)),
        turned(webp, webp.file(webpChunk: "XMP ", input.bytes)),
        turned(jpeg, jpeg.file(segment: "http://ns.adobe.com/xap/1.0/\0".utf8 + input.bytes)),
      ]
      expect(Set(texts).count == 1, "turned alike, got \(texts)")
    })

  /// Little-endian, with one entry.
  private static func tiffDirectory(_ orientation: Int, isLong: Bool) -> [UInt8] {
    var bytes = Array("II*\0".utf8)
    bytes.append(8, 4)
    bytes.append(1, 2)
    bytes.append(274, 2)
    bytes.append(isLong ? 4 : 3, 2)
    bytes.append(1, 4)
    bytes.append(orientation, 4)
    bytes.append(0, 4)
    return bytes
  }

  private static let png = Holder(file: "gray-8.png")
  private static let webp = Holder(file: "gray.webp")
  private static let jpeg = Holder(file: "gray.jpg")

  /// Whether width and height changed places; all pixels must be there.
  private static func turned(_ holder: Holder, _ file: [UInt8]) throws -> Bool {
    guard let picture = try? Bitmap.decode(file, as: .gray) else {
      fatalError("a picture cannot be read for what is noted beside it")
    }
    let plain = holder.picture
    expect(picture.pixels.sorted() == holder.sorted, "the pixels of the picture")
    let isTurned = picture.width == plain.height && picture.height == plain.width
    expect(isTurned || picture.width == plain.width, "the sides of the picture")
    return isTurned
  }
}

/// A picture whose width is not its height, which takes notes.
private struct Holder: Sendable {
  private let bytes: [UInt8]
  let picture: Bitmap
  let sorted: [UInt8]

  init(file: String) {
    let url = Target.datasetFixtures.appending(path: "Pictures/Kinds/\(file)")
    guard let data = try? Data(contentsOf: url),
      let picture = try? Bitmap.decode(Array(data), as: .gray), picture.width != picture.height
    else { fatalError("no picture \(file)") }
    (bytes, self.picture, sorted) = (Array(data), picture, picture.pixels.sorted())
  }

  /// Of PNG: behind the header of 33 bytes.
  func file(chunk name: String, _ contents: some Sequence<UInt8>) -> [UInt8] {
    let named = Array(name.utf8) + contents
    var chunk: [UInt8] = []
    chunk.append(UInt32(named.count - 4).byteSwapped, 4)
    chunk += named
    chunk.append(Zip.crc(named[...]).byteSwapped, 4)
    return bytes[..<33] + chunk + bytes[33...]
  }

  /// Of WebP: at the end, and counted in the size at the beginning.
  func file(webpChunk name: String, _ contents: [UInt8]) -> [UInt8] {
    var file = bytes + Array(name.utf8)
    file.append(contents.count, 4)
    file += contents
    if contents.count % 2 == 1 { file.append(0) }
    file.put(file.count - 8, at: 4, 4)
    return file
  }

  /// Of JPEG: behind the mark of the start.
  func file(segment contents: [UInt8]) -> [UInt8] {
    let size = contents.count + 2
    return bytes[..<2] + [0xFF, 0xE1, UInt8(size >> 8), UInt8(size & 255)] + contents + bytes[2...]
  }
}
