import Files
import Foundation

/// Files below a root that is a folder or a zip archive, each of which can be read from any thread.
///
/// Paths below the root are bytes, so that no name is lost or taken for another one.
struct FileTree: Sendable {
  /// What lies below the root.
  struct Listing {
    /// The files that are not hidden, each once and in the order of bytes.
    var files: [BytePath] = []
    /// The folders that are not hidden, in order; links to folders are folders.
    var folders: [BytePath] = []
    /// What is neither, such as a pipe.
    var others: [BytePath] = []
    /// What is passed over as hidden, and links to a folder that they are in; what is in such folders is
    /// not listed.
    var hidden: [BytePath] = []
    /// The folders that cannot be read, each of which has a problem.
    var unreadable: [BytePath] = []
    /// The folders that cannot be read, and the entries of an archive that are refused.
    var problems: [FileProblem] = []
  }

  private enum Root {
    case folder(BytePath)
    case archive(ZipArchive, [BytePath: ZipDirectory.Entry])
  }

  /// The folder's or the archive's path as it was given, for messages.
  let path: String
  /// Its own name.
  let name: String
  private let root: Root

  var isFolder: Bool {
    if case .folder = root { true } else { false }
  }

  /// - Throws: `FileProblem` if it is no folder and no zip archive that can be read.
  init(_ url: URL) throws(FileProblem) {
    path = url.shownPath
    let place = BytePath(of: url)
    let parts = place.names.filter { $0 != "." }
    let last = parts.last.map { $0 == ".." ? BytePath(of: url.standardizedFileURL).names.last : $0 }
    name = (last ?? nil)?.description ?? path
    if Files.status(of: place)?.kind == .folder {
      root = .folder(place)
    } else {
      let archive = try ZipArchive(url)
      // Of two files of one name, which an archive may have, the first is taken.
      let files = archive.entries.filter { $0.kind == .file && archive.refusal(of: $0) == nil }
      root = .archive(archive, Dictionary(files.map { ($0.name.path, $0) }) { first, _ in first })
    }
  }

  /// - Throws: `FileProblem` if the root itself cannot be read.
  func listing() throws(FileProblem) -> Listing {
    var listing = Listing()
    switch root {
    case .folder(let place):
      // It would take hours, and nobody means it.
      if let identity = Files.status(of: place)?.identity,
        identity == Files.status(of: "/")?.identity
      {
        throw FileProblem(
          path: path, found: "the root of the file system", expected: "a folder of pictures")
      }
      try visit("", at: place, within: [], &listing)
    case .archive(let archive, _): listing = Self.listing(of: archive)
    }
    listing.files.sort()
    listing.folders.sort()
    listing.hidden.sort()
    return listing
  }

  /// Within folders of the given identities, so that a link to one of them leads nowhere.
  private func visit(
    _ prefix: BytePath, at place: BytePath, within above: Set<Files.Identity>,
    _ listing: inout Listing
  ) throws(FileProblem) {
    let identity = Files.status(of: place)?.identity
    let inside = identity.map { above.union([$0]) } ?? above
    for name in try Files.names(in: place, place: self.place(of: prefix)) {
      let (path, place) = (prefix.appending(name), place.appending(name))
      let status = Files.status(of: place)
      switch status?.kind {
      case _ where Self.isHidden(name): listing.hidden.append(path)
      case .folder where status.map { inside.contains($0.identity) } == true:
        listing.hidden.append(path)
      case .folder:
        listing.folders.append(path)
        do throws(FileProblem) {
          try visit(path, at: place, within: inside, &listing)
        } catch {
          listing.unreadable.append(path)
          listing.problems.append(error)
        }
      case .other: listing.others.append(path)
      // What nobody may look at, or a link to nothing, says so when it is read.
      case .file, nil: listing.files.append(path)
      }
    }
  }

  private static func listing(of archive: ZipArchive) -> Listing {
    var listing = Listing()
    listing.problems = [archive.problem].compactMap { $0 }
    var (files, folders, hidden): (Set<BytePath>, Set<BytePath>, Set<BytePath>) = ([], [], [])
    for entry in archive.entries {
      if let refusal = archive.refusal(of: entry) {
        listing.problems.append(refusal)
        continue
      }
      let names = entry.name.path.names
      if let end = names.firstIndex(where: isHidden) {
        hidden.insert(BytePath(names: names[...end]))
        continue
      }
      if entry.kind == .file && !files.insert(entry.name.path).inserted {
        listing.problems.append(
          FileProblem(
            path: archive.place(of: entry), found: "a further one, which is left out",
            expected: "one entry of this name"))
      }
      var folder = entry.kind == .folder ? entry.name.path : entry.name.path.parent
      while let place = folder, folders.insert(place).inserted { folder = place.parent }
    }
    (listing.files, listing.folders, listing.hidden) = (Array(files), Array(folders), Array(hidden))
    return listing
  }

  private static func isHidden(_ name: BytePath) -> Bool {
    name.hasPrefix(".") || name == "__MACOSX"
  }

  /// Whether there is a file of this path.
  func contains(_ path: BytePath) -> Bool {
    switch root {
    case .folder(let place): Files.status(of: place.appending(path))?.kind == .file
    case .archive(_, let entries): entries[path] != nil
    }
  }

  /// The bytes that a file unpacks to, as its archive says; 0 for one of a folder.
  func unpackedSize(of path: BytePath) -> Int {
    if case .archive(_, let entries) = root { entries[path]?.size ?? 0 } else { 0 }
  }

  /// The bytes of one file.
  func contents(of path: BytePath) throws(FileProblem) -> [UInt8] {
    switch root {
    case .folder(let folder): try Files.read(folder.appending(path), place: place(of: path))
    case .archive(let archive, _): try archive.contents(of: entry(path))
    }
  }

  /// The first bytes of one file, as many as tell what it is.
  func beginning(of path: BytePath) throws(FileProblem) -> [UInt8] {
    switch root {
    case .folder(let folder):
      try Files.read(folder.appending(path), upTo: PictureSignature.length, place: place(of: path))
    case .archive(let archive, _): try archive.beginning(of: entry(path))
    }
  }

  private func entry(_ path: BytePath) throws(FileProblem) -> ZipDirectory.Entry {
    if case .archive(_, let entries) = root, let entry = entries[path] { return entry }
    throw FileProblem(path: place(of: path), found: "none", expected: "an entry of this name")
  }

  /// The place of a file or folder for messages.
  func place(of path: BytePath) -> String {
    if path.bytes.isEmpty { return self.path }
    return self.path.hasSuffix("/") ? "\(self.path)\(path)" : "\(self.path)/\(path)"
  }
}
