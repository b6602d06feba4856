import Files
import Foundation

extension PictureLayout {
  static let listExpected = "a list with the columns filename and label, and group if there are any"

  /// The layout that a list says, of pictures in a tree.
  ///
  /// - Throws: `FileProblem` if none of the pictures is there.
  init(_ list: PictureList, of tree: FileTree) throws(FileProblem) {
    var (places, problems): ([Place], [FileProblem]) = ([], list.problems)
    var known: [BytePath: PictureList.Entry] = [:]
    for entry in list.entries {
      if let first = known[entry.file] {
        let label = first.owner == entry.owner ? "" : " as \(first.owner.name)"
        problems.append(
          list.problem(
            entry.line, found: "\(entry.file), which line \(first.line) has\(label)",
            expected: "each image once"))
        continue
      }
      known[entry.file] = entry
      if !tree.contains(entry.file) {
        problems.append(
          list.problem(
            entry.line, found: "\(entry.file), which is not there",
            expected: "an image in \(tree.path)"))
      } else {
        places.append(
          Place(path: entry.file, owner: entry.owner, home: "\(list.path): \(entry.label)"))
      }
    }
    problems.sort { ($0.line ?? 0) < ($1.line ?? 0) }
    if places.isEmpty {
      throw problems.first ?? list.problem(nil, found: "no rows", expected: Self.listExpected)
    }
    self.init(name: list.name, places: places, problems: problems, expected: Self.listExpected)
  }
}

/// The rows of a list of pictures.
struct PictureList {
  struct Entry {
    let line: Int
    let file: BytePath
    let owner: PictureLayout.Owner
    /// With the group, if the list has groups.
    let label: String
  }

  /// As it was given, for messages.
  let path: String
  /// What the dataset is called, and its group if the list has none: the file's name without its ending.
  let name: String
  let entries: [Entry]
  /// The rows that say no file or no class.
  let problems: [FileProblem]

  init(_ url: URL) throws(FileProblem) {
    let (path, name) = (url.shownPath, url.deletingPathExtension().lastPathComponent)
    let rows = try CSVTable(Files.read(url)).rows
    let columns = try Columns(rows.first, path: path)
    var (entries, problems): ([Entry], [FileProblem]) = ([], [])
    for row in rows.dropFirst() {
      if let fault = columns.fault(of: row) {
        problems.append(
          FileProblem(
            path: path, line: row.line, found: fault,
            expected: "a file name and a label in \(columns.count) columns"))
      } else {
        entries.append(columns.entry(of: row, defaultGroup: name))
      }
    }
    (self.path, self.name, self.entries, self.problems) = (path, name, entries, problems)
  }

  func problem(_ line: Int?, found: String, expected: String) -> FileProblem {
    FileProblem(path: path, line: line, found: found, expected: expected)
  }
}

/// Where a list has what.
private struct Columns {
  let count: Int
  private let file: Int
  private let label: Int
  private let group: Int?

  init(_ header: CSVTable.Row?, path: String) throws(FileProblem) {
    let names = (header?.fields ?? []).map {
      $0.description.trimmingCharacters(in: .whitespaces).lowercased()
    }
    guard let file = names.firstIndex(of: "filename"), let label = names.firstIndex(of: "label")
    else {
      throw FileProblem(
        path: path, line: header?.line,
        found: names.isEmpty ? "an empty file" : "the header \(names.joined(separator: ","))",
        expected: PictureLayout.listExpected)
    }
    (count, self.file, self.label) = (names.count, file, label)
    group = names.firstIndex(of: "group")
  }

  /// What is wrong with a row; nil if it can be used.
  func fault(of row: CSVTable.Row) -> String? {
    if let fault = row.fault { return fault }
    if row.fields.count != count { return "\(row.fields.count) columns" }
    func isEmpty(_ column: Int?) -> Bool {
      column.map { row.fields[$0].bytes.allSatisfy { $0 <= 0x20 } } ?? false
    }
    if isEmpty(file) { return "no file name" }
    let path = row.fields[file]
    if path.bytes.first == UInt8(ascii: "/") || path.names.contains("..") {
      return "\(path), which leads out of the folder"
    }
    if let group, row.fields[group].bytes.contains(UInt8(ascii: "/")) {
      // Of group/class everything before the first slash is the group.
      return "the group \(row.fields[group]), which has a slash"
    }
    return isEmpty(label) ? "no label" : isEmpty(group) ? "no group" : nil
  }

  func entry(of row: CSVTable.Row, defaultGroup: String) -> PictureList.Entry {
    let (name, group) = (row.fields[label], group.map { row.fields[$0] })
    let names = row.fields[file].names.filter { $0 != "." }
    return PictureList.Entry(
      line: row.line, file: BytePath(names: names[...]),
      owner: .init(group: group ?? BytePath(defaultGroup), name: name),
      label: group.map { "\($0)/\(name)" } ?? "\(name)")
  }
}
