import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The elements of a picture or of a part of a page, by XML's own rules.
final class PageElements: NSObject, XMLParserDelegate {
  private(set) var found: [(name: String, attributes: [String: String])] = []
  private(set) var text = ""

  init(_ markup: String) throws {
    super.init()
    // HTML lets some elements have no end.
    let closed = markup.replacing(/<(img|meta|link)( [^>]*)>/) { "<\($0.1)\($0.2)/>" }
    let parser = XMLParser(data: Data("<all>\(closed)</all>".utf8))
    parser.delegate = self
    try #require(parser.parse(), "no XML: \(parser.parserError.map { "\($0)" } ?? "")")
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) { found.append((name, attributes)) }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  /// The attributes of all elements of a name.
  func all(_ name: String) -> [[String: String]] {
    found.filter { $0.name == name }.map(\.attributes)
  }

  /// The values that an attribute has in them.
  func all(_ name: String, _ attribute: String) -> [String] {
    all(name).compactMap { $0[attribute] }
  }
}
