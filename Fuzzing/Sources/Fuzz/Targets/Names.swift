import DatasetFiles
import Foundation

extension Target {
  /// Names of entries of a zip archive that is whole otherwise: paths out of it, absolute ones, any bytes,
  /// very long ones, several alike.
  static let names = Target(
    name: "names", longest: 512,
    words: [
      "../", "..\\", "/", "\\", "C:", "./", "//", ".png", ".jpg", "\0", "__MACOSX/", "\u{E9}",
      "e\u{301}", "%2e%2e/", "a/a.png", "A/A.PNG", "\u{FF}", " (2)",
    ],
    seeds: { seeds in
      for names in [
        ["a/1.png", "a/2.png", "b/1.png"], ["g/a/1.png", "g/b/1.png", "../x/1.png"],
        ["../\u{301}a/1.png", "/\u{301}a/1.png"],
        ["/a/1.png", "a\\b\\1.png", "C:\\1.png"], ["\u{E9}/1.png", "e\u{301}/1.png", "a/1.png"],
        ["a/1.png", "a/1.png", "A/1.PNG", "a/./1.png", "a//1.png"], ["a/", "a/1.png", "a", ".b/1"],
      ] {
        try seeds.add(names.flatMap { [0, UInt8($0.utf8.count)] + Array($0.utf8) })
      }
      try seeds.add((0..<4).flatMap { [2, 4, 0x61 + $0, 0x2F, 0x62, 0x2F] })
      for style: UInt8 in [1, 2, 4, 8, 16, 32] { try seeds.add([style, 5] + "a/1.p".utf8) }
    },
    test: { input in
      let entries = ZipEntry.list(input.bytes)
      let archive = input.file(named: "input.zip")
      try Data(ZipEntry.archive(of: entries)).write(to: archive)
      var paths: [String] = []
      let isWhole: Bool =
        (try? Archive.forEachFile(inZip: archive) { paths.append($0.path) }) != nil
      for path in paths {
        let names = path.utf8.split(omittingEmptySubsequences: false) { $0 == 0x2F }
        let wrong: Set<[UInt8]> = [[], [0x2E], [0x2E, 0x2E]]
        expect(!names.contains { wrong.contains(Array($0)) }, "the path \(path)")
        let parts = path.utf8.split { $0 == 0x2F || $0 == 0x5C }
        expect(!parts.contains { Array($0) == [0x2E, 0x2E] }, "the path \(path)")
      }
      if entries.allSatisfy(\.isPlain) {
        expect(isWhole, "plain names")
        expect(paths == entries.map { String(decoding: $0.name, as: UTF8.self) }, "got \(paths)")
      }
      _ = try? ImageFolder.load(archive)
      _ = try? ImageFolder.open(archive, as: ImagePreprocessing(height: 2, width: 2))
      let (dataset, report) = try ImageFolder.loadReadable(archive)
      let groups = Dictionary(grouping: dataset.classes, by: \.group)
      for classes in groups.values {
        expect(Set(classes.map(\.name)).count == classes.count, "classes of different names")
      }
      expect(Set(dataset.groups).count == dataset.groups.count, "groups of different names")
      expect(dataset.count <= entries.count, "an image of each entry, \(report)")
    })
}

/// An entry of an archive.
private struct ZipEntry {
  var name: [UInt8]
  /// Bits: 1 a link, 2 twenty times as long, 4 a folder, 8 a name in Unicode beside, 16 no picture, 32 made by DOS.
  let style: UInt8

  /// Whether nothing can be wrong with it.
  var isPlain: Bool {
    style & ~32 == 0 && name.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2F }
      && !name.isEmpty && name.first != 0x2F && name.last != 0x2F
      && !name.split(separator: 0x2F, omittingEmptySubsequences: false).contains([])
  }

  /// Each with a byte for its style, one for its size, and the name.
  static func list(_ bytes: [UInt8]) -> [ZipEntry] {
    var entries: [ZipEntry] = []
    var place = 0
    while place + 2 <= bytes.count, entries.count < 8 {
      let end = min(bytes.count, place + 2 + Int(bytes[place + 1]))
      var entry = ZipEntry(name: Array(bytes[(place + 2)..<end]), style: bytes[place])
      if entry.style & 2 != 0 {
        entry.name = Array(repeatElement(entry.name, count: 20).joined())
      }
      entries.append(entry)
      place = end
    }
    return entries
  }

  /// Of one gray pixel.
  private static let picture: [UInt8] = {
    guard let bytes = try? PNG.encode(Bitmap(width: 1, height: 1, pixels: [7])) else {
      fatalError("a picture cannot be written")
    }
    return bytes
  }()

  private var contents: [UInt8] { style & 16 == 0 ? Self.picture : Array("text".utf8) }

  static func archive(of entries: [ZipEntry]) -> [UInt8] {
    var (file, directory): ([UInt8], [UInt8]) = ([], [])
    for entry in entries {
      let start = file.count
      file += [0x50, 0x4B, 3, 4]
      entry.addCommon(to: &file, extra: 0)
      file += entry.name + entry.contents
      let extra = entry.extra
      directory += [0x50, 0x4B, 1, 2, 20, entry.style & 32 == 0 ? 3 : 0]
      entry.addCommon(to: &directory, extra: extra.count)
      directory.append(0, 2)
      directory.append(0, 2)
      directory.append(0, 2)
      directory.append(entry.mode << 16, 4)
      directory.append(start, 4)
      directory += entry.name + extra
    }
    let start = file.count
    file += directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
    for _ in 0..<2 { file.append(entries.count, 2) }
    file.append(directory.count, 4)
    file.append(start, 4)
    file.append(0, 2)
    return file
  }

  private var mode: Int { style & 1 != 0 ? 0o120777 : style & 4 != 0 ? 0o040755 : 0o100644 }

  /// A name in Unicode that is the plain one backward.
  private var extra: [UInt8] {
    guard style & 8 != 0 else { return [] }
    let unicode = Array(name.reversed())
    var bytes: [UInt8] = []
    bytes.append(0x7075, 2)
    bytes.append(unicode.count + 5, 2)
    bytes.append(1, 1)
    bytes.append(Zip.crc(name[...]), 4)
    return bytes + unicode
  }

  /// What a header and the directory both say.
  private func addCommon(to bytes: inout [UInt8], extra: Int) {
    bytes.append(20, 2)
    for _ in 0..<2 { bytes.append(0, 2) }
    bytes.append(0, 4)
    bytes.append(Zip.crc(contents[...]), 4)
    for _ in 0..<2 { bytes.append(contents.count, 4) }
    bytes.append(name.count, 2)
    bytes.append(extra, 2)
  }
}
