import Foundation
import Testing

@testable import DatasetFiles

@Suite struct PackedHeaderTests {
  @Test func itIsAHeaderOfSafetensors() throws {
    let data = ImageDataset(
      name: "two", height: 2, width: 3, groups: ["g"],
      classes: [.init(name: "c", group: 0, images: [1, 0])], pixels: Array(repeating: 7, count: 12))
    let bytes = try PackedHeader(of: data).encoded()
    #expect(bytes.count % 8 == 0)
    let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    #expect(length == bytes.count - 8)
    let text = String(decoding: bytes.dropFirst(8), as: UTF8.self)
    #expect(text.contains(#""dtype":"U8""#) && text.contains(#""shape":[2,2,3,1]"#))
    #expect(text.contains(#""data_offsets":[0,12]"#))
    let again = try PackedHeader(
      decoding: Array(bytes.dropFirst(8)), of: URL(filePath: "file"))
    #expect(again.count == 2 && again.format == data.format && again.classes[0].images == [1, 0])
  }
}
