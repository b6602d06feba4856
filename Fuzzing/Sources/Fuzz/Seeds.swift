import Foundation

/// A folder that is filled with inputs to begin with.
struct Seeds {
  let folder: URL
  private var count = 0

  init(folder: URL) { self.folder = folder }

  /// The folder of this repository's fixtures.
  static let fixtures = URL(filePath: #filePath)
    .deletingLastPathComponent().appending(path: "../../../Tests/Fixtures").standardized

  /// Where the next seed is to be written.
  mutating func next(_ ending: String = "seed") -> URL {
    count += 1
    return folder.appending(path: "\(count).\(ending)")
  }

  mutating func add(_ bytes: some Sequence<UInt8>) throws {
    try Data(bytes).write(to: next())
  }

  mutating func add(_ text: String) throws { try add(text.utf8) }

  /// The files of a folder of the repository, by default of its fixtures, that have one of the endings.
  mutating func add(
    folder path: String, endings: Set<String>, under root: URL = Seeds.fixtures
  ) throws {
    let files = try FileManager.default.contentsOfDirectory(
      at: root.appending(path: path), includingPropertiesForKeys: nil)
    for file in files where endings.contains(file.pathExtension) {
      try add(Data(contentsOf: file))
    }
  }
}
