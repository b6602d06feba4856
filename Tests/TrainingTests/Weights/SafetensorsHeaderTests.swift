import Files
import Foundation
import TestSupport
import Testing
import Training

@Suite struct SafetensorsHeaderTests {
  /// Headers that a careless reader would follow out of the file, or misunderstand.
  static let hostile: [(header: String, bytes: Int, found: String)] = [
    ("", 0, "its end"),
    ("[]", 0, "\"[]\""),
    ("{", 0, "its end"),
    ("{} x", 0, "\"x\""),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 4, "4"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 12, "12"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}"#, 8, "8 bytes"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8, "data_offsets [4, 8]"),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}}"#, 8,
      "dtype F32, shape [1], data_offsets [8, 4]"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"#
        + #""data_offsets":[4,8]}}"#, 8, "data_offsets [4, 8]"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"#
        + #""data_offsets":[4,8]}}"#, 8, "a twice"
    ),
    (
      #"{"a":{"dtype":"F32","dtype":"F64","shape":[1],"data_offsets":[0,4]}}"#, 4, "dtype twice"
    ),
    (#"{"__metadata__":{"k":"1","k":"2"}}"#, 0, "k twice"),
    (#"{"__metadata__":{"k":1}}"#, 0, "\"1}}\""),
    (
      #"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}"#, 0, "0 bytes"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[0,4611686018427387904,4611686018427387904],"#
        + #""data_offsets":[0,0]}}"#, 0, "0 bytes"
    ),
    (#"{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,0]}}"#, 0, "\"999999"),
    (#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, 4, "\"-1]"),
    (#"{"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}"#, 4, "\".0]"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#, 4, "dtype F32, shape [1]"),
    (#"{"a":{"dtype":"F32","shape":[1]}}"#, 4, "dtype F32, shape [1], data_offsets none"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"more":[]}}"#, 4, "key more"),
    (#"{"a":{"dtype":"F33","shape":[1],"data_offsets":[0,4]}}"#, 4, "type F33"),
    (#"{"a":{"dtype":"I64","shape":[1],"data_offsets":[0,4]}}"#, 4, "4 bytes"),
    (#"{"a":{"dtype":"F4","shape":[1],"data_offsets":[0,1]}}"#, 1, "1 bytes"),
    (#"{"a":{"dtype":"F32","shape":[500000000],"data_offsets":[0,2000000000]}}"#, 9, "9"),
    (#"{"a":[[[[[["#, 0, "\"[[[[[[\""),
    (#"{"\ud800":{}}"#, 0, "\"ud800"),
    (#"{"\ud800\ndc00":{}}"#, 0, "\"ud800"),
    (#"{"\x":{}}"#, 0, "\"x\""),
  ]

  @Test(arguments: hostile.indices)
  func rejectsHostileHeaders(_ index: Int) throws {
    let (header, bytes, found) = Self.hostile[index]
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "hostile.safetensors")
      try file(header: Data(header.utf8), bytes: bytes).write(to: url)
      let error = #expect(throws: FileProblem.self) { try Safetensors(contentsOf: url) }
      #expect(error?.found.hasPrefix(found) == true, "\(String(describing: error))")
      #expect(error?.path.hasSuffix("hostile.safetensors") == true)
    }
  }

  @Test(arguments: [UInt64.max, 1 << 63, 100_000_001, 3])
  func rejectsHeaderLengthsBeyondTheFile(_ length: UInt64) throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "length.safetensors")
      let prefix = Data((0..<8).map { UInt8(truncatingIfNeeded: length >> ($0 * 8)) })
      try (prefix + Data("{}".utf8)).write(to: url)
      let error = #expect(throws: FileProblem.self) { try Safetensors(contentsOf: url) }
      #expect(error?.found.hasPrefix("a header length of \(length)") == true)
    }
  }

  @Test func rejectsNamesThatAreNoUnicode() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "bytes.safetensors")
      try file(header: Data([0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x7B, 0x7D, 0x7D]), bytes: 0)
        .write(to: url)
      let error = #expect(throws: FileProblem.self) { try Safetensors(contentsOf: url) }
      #expect(error?.expected == "a string in UTF-8 at byte 2 of the header")
    }
  }

  private func file(header: Data, bytes: Int) -> Data {
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> ($0 * 8)) }
    return Data(length) + header + Data(count: bytes)
  }
}
