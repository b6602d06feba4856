import Files
import Foundation

@testable import DatasetFiles

/// The files that `Fixtures/archives.py` made, and what Python's zipfile reads in them.
enum ArchiveFixtures {
  struct Entry: Decodable {
    let name: String
    /// Each character is the byte of its number.
    private let contents: String

    var bytes: [UInt8] { contents.unicodeScalars.map { UInt8($0.value) } }
  }

  /// Those that zipfile reads whole.
  static let judged = [
    "utf8", "one-utf8", "cp437", "cp437-all", "twins", "methods", "streamed", "zip64", "plain",
    "prefixed",
  ]

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/Archives")

  static func url(_ name: String) -> URL { folder.appending(path: "\(name).zip") }

  static func bytes(_ name: String) throws -> [UInt8] { try Files.read(url(name)) }

  static func entries(_ name: String) throws -> [Entry] {
    let file = try Files.read(folder.appending(path: "archives.json"))
    return try JSONDecoder().decode([String: [Entry]].self, from: Data(file))[name] ?? []
  }

  /// The end and the directory of an archive.
  static func directory(_ name: String) throws -> (end: ZipEnd?, directory: ZipDirectory?) {
    let bytes = try bytes(name)
    let end = ZipEnd(Array(bytes.suffix(ZipEnd.searched)), size: bytes.count)
    return (end, end.map { ZipDirectory(Array(bytes[$0.range]), end: $0) })
  }
}
