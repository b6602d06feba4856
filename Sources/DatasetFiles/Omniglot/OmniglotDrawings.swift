import Files

/// What the paths of one of Omniglot's sets say: which drawings are of which character of which alphabet.
struct OmniglotDrawings {
  /// One character, whose drawings are those of drawer 1, drawer 2 and so on.
  struct Character {
    let name: String
    /// The position of its alphabet.
    let group: Int
    /// The positions of its drawings among the paths.
    let drawings: Range<Int>
  }

  /// What files a set is of, in words.
  struct Kind {
    let one: String
    let many: String
    let none: String
    let ending: String

    static let images = Kind(one: "an image", many: "images", none: "no PNG image", ending: ".png")
    static let strokes = Kind(
      one: "a file", many: "files", none: "no file of strokes", ending: ".txt")
  }

  /// The alphabets in order.
  let groups: [String]
  /// The characters, those of an alphabet together.
  let characters: [Character]

  /// - Parameters:
  ///   - kind: For messages.
  ///   - paths: In their order.
  ///   - tree: Where they are.
  ///   - root: The folder that all paths start with, or nil if they do not.
  /// - Throws: `FileProblem` if there are none, or one is not where a drawing of Omniglot is.
  init(
    _ kind: Kind, _ paths: [BytePath], in tree: FileTree, root: String?
  ) throws(FileProblem) {
    let drawings = try paths.map { path throws(FileProblem) in
      try Drawing(path, in: tree, root: root, kind)
    }
    guard !drawings.isEmpty else {
      throw FileProblem(path: tree.path, found: kind.none, expected: Drawing.layout(kind, nil))
    }
    groups = Set(drawings.map(\.alphabet)).sorted()
    characters = try Self.characters(of: drawings, groups: groups, in: tree, kind)
  }

  /// `drawings` are ordered by alphabet, character and drawer.
  private static func characters(
    of drawings: [Drawing], groups: [String], in tree: FileTree, _ kind: Kind
  ) throws(FileProblem) -> [Character] {
    var characters: [Character] = []
    var start = 0
    while start < drawings.count {
      let first = drawings[start]
      let end = drawings[start...].firstIndex { $0.folder != first.folder } ?? drawings.count
      let drawers = drawings[start..<end].map(\.drawer)
      guard drawers == Array(1...drawers.count) else {
        throw FileProblem(
          path: tree.place(of: first.folder), found: "\(kind.many) of the drawers \(drawers)",
          expected: "\(kind.one) of each drawer from 1 on, named like 0108_01\(kind.ending)")
      }
      let group = groups.firstIndex(of: first.alphabet) ?? 0
      characters.append(.init(name: first.character, group: group, drawings: start..<end))
      start = end
    }
    return characters
  }
}

/// One drawing and what its path says about it.
private struct Drawing {
  let folder: BytePath
  let alphabet: String
  let character: String
  let drawer: Int

  init(
    _ path: BytePath, in tree: FileTree, root: String?, _ kind: OmniglotDrawings.Kind
  ) throws(FileProblem) {
    let parts = path.names.map(\.description)
    let names = root == nil ? parts : Array(parts.dropFirst())
    let drawer = names.last?.dropLast(4).split(separator: "_").last.flatMap { Int($0) }
    guard names.count == 3, root == nil || parts[0] == root, let drawer else {
      throw FileProblem(
        path: tree.path, found: "\(kind.one) \(path)", expected: Self.layout(kind, root))
    }
    folder = path.parent ?? ""
    (alphabet, character, self.drawer) = (names[0], names[1], drawer)
  }

  static func layout(_ kind: OmniglotDrawings.Kind, _ root: String?) -> String {
    "\(kind.many) like Greek/character01/0394_01\(kind.ending) (alphabet/character/drawer)"
      + (root.map { ", below the folder \($0)" } ?? "")
  }
}
