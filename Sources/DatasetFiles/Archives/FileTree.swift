import Kernels

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
      try Archive.forEachFile(inZip: path, where: isChosen) { files.append($0) }
    }
    return files.sorted { $0.path < $1.path }
  }

  /// The paths of all files and folders below the root that are not hidden, each once and in order;
  /// of an archive the files alone. Links to folders are followed.
  func paths() throws -> (files: [String], folders: [String]) {
    var (files, folders): (Set<String>, [String]) = ([], [])
    /// Within folders of the given true paths, so that a link to one of them leads nowhere.
    func visit(_ prefix: String, within above: [String]) throws {
      let folder = Files.resolved(path + "/" + prefix)
      if above.contains(folder) { return }
      for name in try Files.names(in: folder) where !Self.isHidden(name) {
        let name = prefix + name
        if Files.isFolder(place(of: name)) {
          folders.append(name)
          try visit(name + "/", within: above + [folder])
        } else {
          files.insert(name)
        }
      }
    }
    if Files.isFolder(path) {
      try visit("", within: [])
    } else {
      try Archive.forEachFile(inZip: path) { name in
        if !Self.isHidden(name) { files.insert(name) }
        return false
      } _: { _ in
      }
    }
    return (files.sorted(), folders.sorted())
  }

  /// Calls `body` for each of the files, from several threads at once, with its position in `paths`
  /// and a function that reads it: no more than one file a thread is in memory at any time.
  ///
  /// Throws `FileError` or `ArchiveError` where an archive cannot be read.
  func forEachFile(
    _ paths: [String], _ body: (_ index: Int, _ read: () throws(FileError) -> [UInt8]) -> Void
  ) throws {
    if Files.isFolder(path) {
      Threads.forEach(paths.count) { index in
        body(index) { () throws(FileError) in try Files.read(place(of: paths[index])) }
      }
      return
    }
    var positions = Dictionary(uniqueKeysWithValues: zip(paths, paths.indices))
    var batch: [(index: Int, contents: [UInt8])] = []
    func passOn() {
      Threads.forEach(batch.count) { position in
        body(batch[position].index) { () throws(FileError) in batch[position].contents }
      }
      batch = []
    }
    // Of two files of one name, which an archive may have, the first is taken.
    try Archive.forEachFile(inZip: path, where: { positions[$0] != nil }) { file in
      guard let index = positions.removeValue(forKey: file.path) else { return }
      batch.append((index, file.contents))
      if batch.count >= Threads.count { passOn() }
    }
    passOn()
    for (name, index) in positions {
      body(index) { () throws(FileError) in
        throw FileError(path: place(of: name), reason: "is no longer in the archive")
      }
    }
  }

  /// The place of a file for messages.
  func place(of file: Archive.File) -> String { place(of: file.path) }

  /// The place of a file or folder for messages, and where it is in a folder for reading.
  func place(of name: String) -> String { "\(path)/\(name)" }

  private static func isHidden(_ path: String) -> Bool {
    path.split(separator: "/").contains { $0.hasPrefix(".") || $0 == "__MACOSX" }
  }
}
