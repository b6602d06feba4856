import Datasets
import Files
import Foundation

/// What a file of packed images says before their bytes: the header of a safetensors file with one
/// tensor, and in its metadata the names of classes and groups as JSON.
struct PackedHeader: Codable {
  struct Entry: Codable {
    let name: String
    let group: Int
    let images: [Int]
  }

  let name: String
  let format: ImageFormat
  let count: Int
  let groups: [String]
  let classes: [Entry]

  init(of dataset: ImageDataset) {
    name = dataset.name
    format = dataset.format
    count = dataset.count
    groups = dataset.groups
    classes = dataset.classes.map { Entry(name: $0.name, group: $0.group, images: $0.images) }
  }

  /// The form of the file's header: text alone is allowed in its metadata.
  private struct File: Codable {
    struct Metadata: Codable { let dataset: String }
    struct Images: Codable {
      let dtype: String
      let shape: [Int]
      let data_offsets: [Int]
    }

    let __metadata__: Metadata
    let images: Images
  }

  /// The length of the header in eight bytes, and the header, filled with blanks to a whole number of
  /// eight bytes.
  func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let file = File(
      __metadata__: File.Metadata(
        dataset: String(decoding: try encoder.encode(self), as: UTF8.self)),
      images: File.Images(
        dtype: "U8", shape: [count, format.height, format.width, format.channels],
        data_offsets: [0, count * format.byteCount]))
    var text = [UInt8](try encoder.encode(file))
    text += Array(repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
    return (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text
  }

  /// - Throws: `FileProblem` if it is no such header or contradicts itself.
  init(decoding text: [UInt8], of url: URL) throws(FileProblem) {
    do {
      let file = try JSONDecoder().decode(File.self, from: Data(text))
      self = try JSONDecoder().decode(
        PackedHeader.self, from: Data(file.__metadata__.dataset.utf8))
    } catch {
      throw FileProblem(url, found: "another header", expected: "a file of packed images")
    }
    let positions = classes.flatMap(\.images)
    let isWhole =
      count >= 0 && format.height > 0 && format.width > 0
      && [1, 3].contains(format.channels)
      && format.height <= Bitmap.maximumPixels / format.width
      && count <= Int.max / (4 * Bitmap.maximumPixels)
      && classes.allSatisfy { groups.indices.contains($0.group) }
      && positions.allSatisfy { (0..<count).contains($0) }
    guard isWhole else {
      throw FileProblem(
        url, found: "a header that contradicts itself", expected: "a file of packed images")
    }
  }
}
