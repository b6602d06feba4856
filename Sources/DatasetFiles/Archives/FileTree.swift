import Files
import Foundation
import Kernels

/// Files below a root that is a folder or a zip archive.
struct FileTree {
  private enum Root {
    case folder
    case archive
    /// Files that were read before.
    case memory([String: [UInt8]])
  }

  private let url: URL
  private let root: Root

  /// The folder's or the archive's path as it was given, for messages.
  var path: String { url.relativePath }
  var isFolder: Bool { Files.isFolder(url) }

  init(_ url: URL) {
    self.url = url
    root = Files.isFolder(url) ? .folder : .archive
  }

  private init(_ url: URL, holding files: [String: [UInt8]]) {
    self.url = url
    root = .memory(files)
  }

  /// The same tree with those files alone whose path below the root is wanted, all of them in memory:
  /// an archive of many small files is so read once.
  func held(where isWanted: (String) -> Bool) throws(FileProblem) -> FileTree {
    func isChosen(_ path: String) -> Bool { isWanted(path) && !Self.isHidden(path) }
    var files: [String: [UInt8]] = [:]
    switch root {
    case .folder:
      for name in try Files.list(url) where isChosen(name) && !Files.isFolder(place(name)) {
        files[name] = try Files.read(place(name))
      }
    case .archive:
      // Of two files of one name, which an archive may have, the first is taken.
      try Archive.forEachFile(inZip: url, where: { isChosen($0) && files[$0] == nil }) {
        files[$0.path] = $0.contents
      }
    case .memory(let known): files = known.filter { isChosen($0.key) }
    }
    return FileTree(url, holding: files)
  }

  /// The paths of all files and folders below the root that are not hidden, each once and in order;
  /// of an archive the files alone. Links to folders are followed.
  func paths() throws(FileProblem) -> (files: [String], folders: [String]) {
    switch root {
    case .folder:
      var (files, folders): ([String], [String]) = ([], [])
      try visit("", within: [], &files, &folders)
      return (files.sorted(), folders.sorted())
    case .archive:
      var files: Set<String> = []
      try Archive.forEachFile(inZip: url) { name in
        if !Self.isHidden(name) { files.insert(name) }
        return false
      } _: { _ in
      }
      return (files.sorted(), [])
    case .memory(let files): return (files.keys.sorted(), [])
    }
  }

  /// Within folders of the given true places, so that a link to one of them leads nowhere.
  private func visit(
    _ prefix: String, within above: [URL], _ files: inout [String], _ folders: inout [String]
  ) throws(FileProblem) {
    let folder = Files.resolved(prefix.isEmpty ? url : place(prefix))
    if above.contains(folder) { return }
    for name in try Files.names(in: folder) where !Self.isHidden(name) {
      let name = prefix.isEmpty ? name : "\(prefix)/\(name)"
      if Files.isFolder(place(name)) {
        folders.append(name)
        try visit(name, within: above + [folder], &files, &folders)
      } else {
        files.append(name)
      }
    }
  }

  /// Calls `body` for each of the files, from several threads at once, with its position in `paths`
  /// and a function that reads it: no more than one file a thread is unpacked at any time.
  ///
  /// - Throws: `FileProblem` if an archive cannot be read.
  func forEachFile(
    _ paths: [String],
    _ body: (_ index: Int, _ read: () throws(FileProblem) -> [UInt8]) -> Void
  ) throws(FileProblem) {
    if case .archive = root { return try forEachFileOfArchive(paths, body) }
    Threads.forEach(paths.count) { index in
      body(index) { () throws(FileProblem) in try contents(of: paths[index]) }
    }
  }

  private func forEachFileOfArchive(
    _ paths: [String],
    _ body: (_ index: Int, _ read: () throws(FileProblem) -> [UInt8]) -> Void
  ) throws(FileProblem) {
    var positions = Dictionary(uniqueKeysWithValues: zip(paths, paths.indices))
    var batch: [(index: Int, contents: [UInt8])] = []
    func passOn() {
      Threads.forEach(batch.count) { position in
        body(batch[position].index) { () throws(FileProblem) in batch[position].contents }
      }
      batch = []
    }
    // Of two files of one name, which an archive may have, the first is taken.
    try Archive.forEachFile(inZip: url, where: { positions[$0] != nil }) { file in
      guard let index = positions.removeValue(forKey: file.path) else { return }
      batch.append((index, file.contents))
      if batch.count >= Threads.count { passOn() }
    }
    passOn()
    for (name, index) in positions {
      body(index) { () throws(FileProblem) in throw missing(name) }
    }
  }

  /// The bytes of one file of a folder, or of one that is held.
  func contents(of name: String) throws(FileProblem) -> [UInt8] {
    guard case .memory(let files) = root else { return try Files.read(place(name)) }
    guard let contents = files[name] else { throw missing(name) }
    return contents
  }

  /// The place of a file or folder for messages.
  func place(of name: String) -> String { "\(path)/\(name)" }

  private func place(_ name: String) -> URL { url.appending(path: name) }

  private func missing(_ name: String) -> FileProblem {
    FileProblem(path: place(of: name), found: "none", expected: "a file that was there before")
  }

  private static func isHidden(_ path: String) -> Bool {
    path.split(separator: "/").contains { $0.hasPrefix(".") || $0 == "__MACOSX" }
  }
}
