import Foundation
import OneShot

extension Target {
  /// The classes of a classifier and changes of them, each with the checksums that it should have.
  static let gallery = Target(
    name: "gallery", longest: 4096,
    words: ["OneShot gallery 1\n", "OSGR", "network", "class 0", "\u{1}\0\0\0", "\u{2}\0\0\0"],
    seeds: { seeds in
      let classifier = OneShotClassifier(try galleryNetwork())
      try classifier.openGallery(seeds.next(), isSynchronized: false)
      for number in 0..<3 {
        try classifier.enroll(embeddings: [("class \(number)", .full([1 + number, 2], 1))])
      }
      try classifier.remove("class 2", example: 1)
      try classifier.remove("class 0")
      classifier.closeGallery()
      let compacted = OneShotClassifier(try galleryNetwork())
      try compacted.enroll(embeddings: [("a", .ones([1, 2])), ("b", .zeros([2, 2]))])
      try compacted.openGallery(seeds.next(), isSynchronized: false)
      try compacted.removeAll()
      try compacted.enroll(embeddings: [("c", .ones([3, 2])), ("d", .zeros([1, 2]))])
      compacted.closeGallery()
    },
    test: { input in
      let bytes = GalleryFile.mended(input.bytes)
      for rule in ShotRule.allCases {
        let file = try Input(bytes: bytes, folder: input.folder).file(ending: "gallery")
        try useGallery(file, rule)
      }
    })

  private static func useGallery(_ file: URL, _ rule: ShotRule) throws {
    let classifier = OneShotClassifier(try galleryNetwork(), shotRule: rule)
    let found = try classifier.openGallery(file, isSynchronized: false)
    expect(found.classes == classifier.labels.count, "as many classes as labels")
    let queries = Tensor([[0, 1], [1, 1], [-3, 0.5]])
    if found.classes > 0 {
      let answers = try classifier.predictions(ofEmbeddings: queries, top: 3)
      expect(answers.count == 3, "an answer for each query")
    }
    for label in classifier.labels.prefix(8) { _ = try classifier.embeddings(of: label) }
    try classifier.enroll(embeddings: [("one more", .ones([1, 2]))])
    if let first = classifier.labels.first {
      try classifier.enroll(embeddings: [(first, .zeros([1, 2]))])
      try classifier.remove(first, example: 0)
    }
    _ = try classifier.predictions(ofEmbeddings: queries, top: .max)
    let labels = classifier.labels
    try classifier.compactGallery()
    classifier.closeGallery()
    let again = OneShotClassifier(try galleryNetwork(), shotRule: rule)
    try again.openGallery(file, isSynchronized: false)
    expect(again.labels == labels, "the gallery written and read")
  }

  static func galleryNetwork() throws -> Siamese<Sequential> {
    try Siamese(Sequential { Flatten() }, input: [1, 1, 2], distance: .squaredL2)
  }
}

/// Gallery files whose checksums are set right.
private enum GalleryFile {
  private static let unit = 64

  /// What a file of this network begins with: the title and what the network gives.
  private static let head: [UInt8] = {
    let folder = FileManager.default.temporaryDirectory
    let file = folder.appending(path: "oneshot-fuzz-head-\(getpid())")
    defer { try? FileManager.default.removeItem(at: file) }
    guard let classifier = (try? Target.galleryNetwork()).map({ OneShotClassifier($0) }),
      (try? classifier.openGallery(file, isSynchronized: false)) != nil,
      let data = try? Data(contentsOf: file)
    else { fatalError("a gallery without classes cannot be written") }
    classifier.closeGallery()
    return Array(data)
  }()

  /// The input with the checksums of each record. One of an even number of bytes also begins as it should,
  /// so that most inputs are about classes.
  static func mended(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes.count % 2 == 0 ? head + bytes.dropFirst(head.count) : bytes
    for start in stride(from: unit, to: bytes.count - unit + 1, by: unit)
    where bytes[start..<start + 4].elementsEqual("OSGR".utf8) {
      mend(&bytes, record: start)
    }
    return bytes
  }

  private static func mend(_ bytes: inout [UInt8], record start: Int) {
    let room = bytes.count - start - unit
    func number(_ place: Int) -> Int { Int(clamping: bytes.number(at: start + place, 8)) }
    let (text, rows, rowBytes) = (number(16), number(24), number(32))
    guard text <= room, rowBytes <= room, rows <= rowBytes, filled(text) <= room else { return }
    let (names, first) = (start + unit, start + unit + filled(text))
    if rows > 0, first + rowBytes <= bytes.count {
      var sum = DamageSum()
      let width = rowBytes / rows
      for row in 0..<rows { sum.add(bytes[first + row * width..<first + (row + 1) * width]) }
      bytes.put(sum.value, at: start + 40, 8)
    }
    bytes.put(DamageSum(bytes[start..<start + 48], bytes[names..<first]).value, at: start + 48, 8)
  }

  private static func filled(_ count: Int) -> Int { (count + unit - 1) / unit * unit }
}
