/// Files below a root that is either a folder or a zip archive.
struct FileTree {
  /// The folder's or the archive's path.
  let path: String

  /// All files in the order of their paths, without hidden ones and what macOS adds to archives.
  func files() throws -> [Archive.File] {
    let files = Files.isFolder(path) ? try folderFiles() : try archiveFiles()
    return files.sorted { $0.path < $1.path }
  }

  /// The place of a file for messages.
  func place(of file: Archive.File) -> String { "\(path)/\(file.path)" }

  private func archiveFiles() throws -> [Archive.File] {
    var files: [Archive.File] = []
    try Archive.forEachFile(inZip: path) { file in
      if Self.isWanted(file.path) { files.append(file) }
    }
    return files
  }

  private func folderFiles() throws -> [Archive.File] {
    try Files.list(path).filter { Self.isWanted($0) && !Files.isFolder("\(path)/\($0)") }.map {
      Archive.File(path: $0, contents: try Files.read("\(path)/\($0)"))
    }
  }

  private static func isWanted(_ path: String) -> Bool {
    !path.split(separator: "/").contains { $0.hasPrefix(".") || $0 == "__MACOSX" }
  }
}
