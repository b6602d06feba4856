import DatasetFiles
import Foundation
import OneShot

extension Target {
  /// Zip archives, as they are and as folders of pictures.
  static let zip = Target(
    name: "zip", longest: 8192,
    words: ["PK\u{3}\u{4}", "PK\u{1}\u{2}", "PK\u{5}\u{6}", "../", "/"],
    seeds: { try $0.add(folder: "Archives", endings: ["zip"], under: datasetFixtures) },
    test: { input in
      let file = try Zip.mended(input).file(ending: "zip")
      let limit = 1 << 24
      var total = 0
      do {
        try Archive.forEachFile(inZip: file, limit: limit) { file in
          total += file.contents.count
          expect(!file.path.split(separator: "/").contains(".."), "a path out of the archive")
        }
      } catch {}
      expect(total <= limit, "\(total) bytes of at most \(limit)")
      _ = try ImageFolder.loadReadable(file, as: ImagePreprocessing(height: 4, width: 4))
    })

  /// Files of gzip.
  static let gzip = Target(
    name: "gzip", longest: 2048, words: ["\u{1F}\u{8B}\u{8}\0"],
    seeds: { seeds in
      // "abc" as gzip packs it.
      try seeds.add([
        0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B, 0x4C, 0x4A, 6, 0, 0xC2, 0x41, 0x24, 0x35, 3, 0, 0,
        0,
      ])
    },
    test: { input in
      let bytes = try Archive.gunzip(input.file(ending: "gz"), limit: 1 << 24)
      expect(bytes.count <= 1 << 24, "\(bytes.count) bytes")
    })

  /// Arrays of MNIST.
  static let idx = Target(
    name: "idx", longest: 512,
    words: ["\0\0\u{8}\u{3}", "\0\0\u{8}\u{1}", "\u{FF}\u{FF}\u{FF}\u{FF}"],
    seeds: { seeds in
      try seeds.add([0, 0, 8, 1, 0, 0, 0, 2, 5, 6])
      try seeds.add([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4])
    },
    test: { input in
      let file = try input.file(ending: "idx")
      for rank in [1, 3] {
        guard let array = try? IDX(contentsOf: file, rank: rank) else { continue }
        expect(array.dimensions.reduce(1, *) == array.bytes.count, "\(array.dimensions)")
      }
    })

  /// Lists of pictures in CSV.
  static let list = Target(
    name: "list", longest: 1024,
    words: [
      "filename", "label", "group", "\"", "\"\"", "\r\n", "\u{FEFF}", "../", "a.png", "../b.png",
      "/a.png", "./a.png", "\0", "%2e%2e/b.png",
    ],
    seeds: { seeds in
      try seeds.add(folder: "Lists", endings: ["csv"], under: datasetFixtures)
      try seeds.add("filename,label,group\na.png,x,g\n../b.png,y,g\n")
      try seeds.add("filename,label\n./a.png,x\nc.png,y\n")
    },
    test: { input in
      // What lies beside the folder has another shade, and no list leads there.
      let folder = input.file(named: "pictures")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (name, shade): (String, UInt8) in [
        ("pictures/a.png", 7), ("pictures/c.png", 7), ("b.png", 200),
      ] where !FileManager.default.fileExists(atPath: input.file(named: name).path) {
        try PNG.write(
          Bitmap(width: 1, height: 1, pixels: [shade]), to: input.file(named: name))
      }
      let list = input.file(named: "pictures/input.csv")
      try Data(input.bytes).write(to: list)
      let preprocessing = ImagePreprocessing(height: 4, width: 4)
      _ = try? ImageFolder.open(folder, list: list, as: preprocessing)
      let (dataset, report) = try ImageFolder.loadReadable(folder, list: list)
      let shades = dataset.images(at: Array(0..<dataset.count)).scalars
      expect(Set(shades).count == 1, "pictures of the folder alone, \(report)")
      _ = try ImageFolder.loadReadable(folder, list: list, as: preprocessing)
    })

  /// Datasets in one file.
  static let packed = Target(
    name: "packed", longest: 2048,
    words: [
      "\"dataset\":", "\"format\":", "\"images\":[", "\"group\":", "9223372036854775807", "-1",
    ],
    seeds: { seeds in
      let dataset = ImageDataset(
        name: "d", height: 2, width: 2, groups: ["g"],
        classes: [.init(name: "a", group: 0, images: [0, 1])], pixels: Array(0..<8))
      try PackedImages.write(dataset, to: seeds.next())
    },
    test: { input in
      let dataset = try PackedImages.open(input.file(ending: "images"))
      guard dataset.count <= 64, dataset.format.byteCount <= 4096 else { return }
      let loaded = try dataset.loaded()
      _ = loaded.images(at: Array(0..<loaded.count))
      for item in loaded.classes { _ = loaded.images(at: item.images) }
    })
}
