import Foundation

/// What programs noted beside a picture in Adobe's format: here only how it was held, which counts
/// where EXIF does not say it.
enum XMP {
  /// What precedes the text in a JPEG's segment.
  static let signature = Array("http://ns.adobe.com/xap/1.0/\0".utf8)

  /// What precedes the text in a chunk `iTXt` of a PNG: its name, and that it is neither compressed nor
  /// of a language.
  static let pngSignature = Array("XML:com.adobe.xmp\0\0\0\0\0".utf8)

  /// The orientation in the text, from 1 to 8, as an attribute or an element; nil where it has none.
  static func orientation(in text: ArraySlice<UInt8>) -> Int? {
    let text = Data(text)
    var rest = text.startIndex..<text.endIndex
    while let name = text.range(of: Data("tiff:Orientation".utf8), in: rest) {
      let next = text[name.upperBound...]
      let value = next.starts(with: "=\"".utf8) ? next.dropFirst(2) : next.dropFirst(1)
      if next.starts(with: "=\"".utf8) || next.starts(with: ">".utf8), let digit = value.first,
        (UInt8(ascii: "1")...UInt8(ascii: "8")).contains(digit)
      {
        return Int(digit - UInt8(ascii: "0"))
      }
      rest = name.upperBound..<text.endIndex
    }
    return nil
  }
}
