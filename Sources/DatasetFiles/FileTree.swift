/// Files below a root that is either a folder or a zip archive.
struct FileTree {
  /// The folder's or the archive's path.
  let path: String

  init(path: String) { self.path = path.hasSuffix("/") ? String(path.dropLast()) : path }

  /// The files whose path below the root is wanted, in the order of their paths; hidden ones and
  /// what macOS adds to archives are never wanted.
  func files(where isWanted: (String) -> Bool) throws -> [Archive.File] {
    func isChosen(_ path: String) -> Bool { isWanted(path) && !Self.isHidden(path) }
    var files: [Archive.File] = []
    if Files.isFolder(path) {
      for name in try Files.list(path) where isChosen(name) && !Files.isFolder("\(path)/\(name)") {
        files.append(Archive.File(path: name, contents: try Files.read("\(path)/\(name)")))
      }
    } else {
      try Archive.forEachFile(inZip: path) { if isChosen($0.path) { files.append($0) } }
    }
    return files.sorted { $0.path < $1.path }
  }

  /// The place of a file for messages.
  func place(of file: Archive.File) -> String { "\(path)/\(file.path)" }

  private static func isHidden(_ path: String) -> Bool {
    path.split(separator: "/").contains { $0.hasPrefix(".") || $0 == "__MACOSX" }
  }
}
