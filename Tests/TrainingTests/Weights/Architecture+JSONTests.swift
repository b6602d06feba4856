import Layers
import Testing
import Training

@Suite struct ArchitectureJSONTests {
  private let leg = Sequential {
    Conv2D(2, kernel: 3)
    Flatten()
    Dense(2)
  }

  @Test func isReadAgain() throws {
    let json = try Architecture(leg, input: [4, 4, 1]).json()
    #expect(json.hasPrefix(#"{"input":[4,4,1],"layer":{"Sequential":[{"Conv2D":{"activation""#))
    let copy = try Architecture(json: json)
    #expect(try copy.json() == json)
    var layer = copy.layer
    #expect(try layer.build(for: copy.input) == [2])
  }

  /// One type of error, whatever is wrong, which says where it is.
  @Test(arguments: [
    ("Dense", "Dance", "2"), (#""units":2"#, #""units":0"#, "2"),
    (#""units":2"#, #""units":"two""#, "2.units"), (#""units":2,"#, "", "2"),
    (#""strides":[1,1]"#, #""strides":[1,true]"#, "0.window.strides.1"),
    (#""activation":"linear","units""#, #""activation":"mish","units""#, "2.activation"),
    (#""input":[4,4,1]"#, #""input":[4,4,-1]"#, ""), ("{", "", ""), ("}", "", ""),
    ("1", "1e999", ""),
  ])
  func isRefused(_ part: String, _ wrong: String, _ path: String) throws {
    let json = try Architecture(leg, input: [4, 4, 1]).json()
    #expect(json.contains(part))
    let error = #expect(throws: ArchitectureError.self) {
      try Architecture(json: json.replacing(part, with: wrong))
    }
    if !path.isEmpty { #expect(error?.path.joined(separator: ".") == path, "\(error!)") }
  }

  /// A file of 1 kB may say anything; whatever it is, it is refused or read, and nothing stops.
  @Test func cutAndChangedTextsAreRefused() throws {
    let json = try Architecture(leg, input: [4, 4, 1]).json()
    for length in stride(from: 0, to: json.utf8.count, by: 3) {
      #expect(throws: ArchitectureError.self) {
        try Architecture(json: String(json.prefix(length)))
      }
    }
    var bytes = Array(json.utf8)
    for place in bytes.indices {
      let old = bytes[place]
      for new in [UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "["), 0] {
        bytes[place] = new
        var layer = try? Architecture(json: String(decoding: bytes, as: UTF8.self)).layer
        _ = try? layer?.build(for: [4, 4, 1])
      }
      bytes[place] = old
    }
  }

  @Test func nestsOnlySoDeep() {
    let deep = String(repeating: #"{"Sequential":["#, count: 100_000)
    for text in [deep, String(repeating: "[", count: 100_000)] {
      let json = #"{"input":[1],"version":1,"layer":"# + text
      #expect(throws: ArchitectureError.self) { try Architecture(json: json) }
    }
    let long =
      #"{"input":[1],"version":1,"layer":{"Sequential":["#
      + String(repeating: #"{"Flatten":{}},"#, count: 300_000) + #"{"Flatten":{}}]}}"#
    let error = #expect(throws: ArchitectureError.self) { try Architecture(json: long) }
    #expect(error?.expected.hasPrefix("at most") == true)
  }

  @Test func whatCannotBeWritten() {
    let scale = Sequential([LayerScale(.nan)])
    let error = #expect(throws: ArchitectureError.self) {
      try Architecture(scale, input: [1]).json()
    }
    #expect(error?.path == ["0", "start"])
  }
}
