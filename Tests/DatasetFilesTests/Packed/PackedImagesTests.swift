import Foundation
import TestSupport
import Testing

@testable import DatasetFiles

@Suite struct PackedImagesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// 700 images, more than are in memory at a time.
  private let data: ImageDataset = {
    let format = ImageFormat(height: 2, width: 3, channels: 3, values: .imageNet)
    return ImageDataset(
      name: "colors", format: format, groups: ["a", "ü"],
      classes: [
        .init(name: "first", group: 0, images: Array(0..<300)),
        .init(name: "日本", group: 1, images: Array(300..<700).reversed()),
      ],
      pixels: (0..<700 * format.byteCount).map { UInt8(truncatingIfNeeded: $0 * 31 / 7) })
  }()

  private var file: URL { folder.url.appending(path: "my läufe #1.images") }

  @Test func whatIsPackedIsReadWhenAskedFor() throws {
    try PackedImages.write(data, to: file)
    let packed = try PackedImages.open(file)
    #expect(!packed.isInMemory && packed.count == 700)
    #expect(packed.name == data.name && packed.format == data.format)
    #expect(packed.groups == data.groups && packed.classes == data.classes)
    #expect(packed.images(at: [699, 0, 256]) == data.images(at: [699, 0, 256]))
    #expect(try packed.loaded().pixels == data.pixels)
    // A packed dataset can be packed again.
    let again = folder.url.appending(path: "again")
    try PackedImages.write(packed, to: again)
    #expect(try Data(contentsOf: again) == Data(contentsOf: file))
  }

  @Test func damagedFilesAreRefused() throws {
    try PackedImages.write(data, to: file)
    let whole = try Data(contentsOf: file)
    var wrong = [Data(), whole.prefix(7), whole.prefix(100), whole.dropLast(), whole + [0]]
    wrong.append(Data(repeating: 255, count: 8) + whole.dropFirst(8))
    let text = String(decoding: whole.prefix(9000), as: UTF8.self)
    for (part, other) in [
      ("\\\"group\\\":1", "\\\"group\\\":9"), ("\\\"count\\\":700", "\\\"count\\\":701"),
    ] {
      let range = try #require(text.range(of: part))
      let offset = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
      var changed = whole
      changed.replaceSubrange(offset..<offset + part.utf8.count, with: other.utf8)
      wrong.append(changed)
    }
    for (number, data) in wrong.enumerated() {
      try data.write(to: file)
      #expect(throws: FileProblem.self, "case \(number)") { try PackedImages.open(file) }
    }
    #expect(throws: FileProblem.self) {
      try PackedImages.open(folder.url.appending(path: "nothing"))
    }
  }

  @Test func aFileThatShrinksWhileItIsReadIsAProblem() throws {
    try PackedImages.write(data, to: file)
    let packed = try PackedImages.open(file)
    let handle = try FileHandle(forWritingTo: file)
    try handle.truncate(atOffset: UInt64(Files.size(file) - 20))
    #expect(throws: FileProblem.self) { try packed.reading(at: [699]) }
    #expect(try packed.reading(at: [0]) == data.reading(at: [0]))
  }

  /// Images that cannot be read from the fourth on.
  private struct Broken: ImageSource {
    struct Problem: Error {}
    let count = 9
    func pixels(at position: Int) throws -> [UInt8] {
      if position > 3 { throw Problem() }
      return [1]
    }
  }

  @Test func aProblemWithAnImageLeavesTheOldFile() throws {
    try PackedImages.write(data, to: file)
    let broken = ImageDataset(
      name: "broken", format: ImageFormat(height: 1, width: 1), groups: [], classes: [],
      source: Broken())
    #expect(throws: Broken.Problem.self) { try PackedImages.write(broken, to: file) }
    #expect(try PackedImages.open(file).count == 700)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
  }
}
