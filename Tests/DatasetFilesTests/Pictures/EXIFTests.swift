import Testing

@testable import DatasetFiles

/// What wrong data may not do; right data is judged in `JPEGTests`.
@Suite struct EXIFTests {
  /// A file that begins with the given segments.
  private func file(_ segments: [(marker: UInt8, contents: [UInt8])]) -> [UInt8] {
    segments.reduce(into: [0xFF, 0xD8]) { file, segment in
      let length = segment.contents.count + 2
      file += [0xFF, segment.marker, UInt8(length >> 8), UInt8(length & 0xFF)] + segment.contents
    } + [0xFF, 0xDA, 0, 2]
  }

  /// EXIF data whose one entry is an orientation of the given type and value.
  private func exif(type: UInt8 = 3, count: UInt8 = 1, value: UInt8, tag: UInt8 = 0x12) -> [UInt8] {
    Array("Exif\0\0MM".utf8) + [0, 42, 0, 0, 0, 8, 0, 1]
      + [1, tag, 0, type, 0, 0, 0, count, 0, value, 0, 0]
  }

  @Test func theOrientationIsFoundBehindOtherSegments() {
    let segments: [(UInt8, [UInt8])] = [
      (0xE0, [1, 2, 3]), (0xE1, Array("http://ns.adobe.com".utf8)), (0xE1, exif(value: 6)),
    ]
    #expect(EXIF.orientation(ofJPEG: file(segments)) == 6)
    // Bytes of 255 may fill the gap before a marker.
    var padded = file(segments)
    padded.insert(contentsOf: [0xFF, 0xFF], at: 2)
    #expect(EXIF.orientation(ofJPEG: padded) == 6)
  }

  @Test func theOrientationMayHave32Bits() {
    let long = exif(type: 4, value: 0).dropLast(4) + [0, 0, 0, 6]
    #expect(EXIF.orientation(ofJPEG: file([(0xE1, Array(long))])) == 6)
    let little =
      Array("II".utf8) + [42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 4, 0, 1, 0, 0, 0, 5, 0, 0, 0]
    // Elsewhere the signature of JPEG may be there or not.
    #expect(EXIF.orientation(in: little[...]) == 5)
    #expect(EXIF.orientation(in: (Array("Exif\0\0".utf8) + little)[...]) == 5)
    #expect(EXIF.orientation(in: []) == nil)
  }

  @Test func whatSaysNothingUsableIsUpright() {
    for wrong in [
      exif(value: 0), exif(value: 9), exif(type: 4, value: 6), exif(count: 2, value: 6),
      exif(value: 6, tag: 0x13),
    ] {
      #expect(EXIF.orientation(ofJPEG: file([(0xE1, wrong)])) == 1)
    }
    #expect(EXIF.orientation(ofJPEG: file([(0xE2, exif(value: 6))])) == 1)
    // After the image's own data has begun, nothing is looked for.
    #expect(EXIF.orientation(ofJPEG: file([(0xDA, []), (0xE1, exif(value: 6))])) == 1)
    #expect(EXIF.orientation(ofJPEG: []) == 1)
  }

  @Test func dataThatEndsEarlyOrPointsBeyondItsEndIsUpright() {
    let whole = file([(0xE1, exif(value: 6))])
    // Two bytes of the file's own mark, and a segment of 32.
    for length in 0..<34 { #expect(EXIF.orientation(ofJPEG: Array(whole.prefix(length))) == 1) }
    for contents in (0..<exif(value: 6).count - 2).map({ Array(exif(value: 6).prefix($0)) }) {
      #expect(EXIF.orientation(ofJPEG: file([(0xE1, contents)])) == 1)
    }
    var far = exif(value: 6)
    far.replaceSubrange(10..<14, with: [0xFF, 0xFF, 0xFF, 0xFF])
    #expect(EXIF.orientation(ofJPEG: file([(0xE1, far)])) == 1)
  }
}
