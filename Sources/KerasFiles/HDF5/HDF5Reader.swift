import Files
import Tensor

/// Reads a file of HDF5: groups within groups, and the arrays in them.
struct HDF5Reader {
  private let source: HDF5Source
  private var arrays: [Array] = []
  /// How many names there are so far.
  private var count = 0
  /// The bytes of scalars that there can still be: no two arrays have the same ones.
  private var room: Int

  /// Deeper groups are refused, since a group may lie in itself.
  private static let depth = 32
  /// More groups and arrays are refused.
  private static let most = 100_000

  /// An array of a file.
  struct Array {
    /// Such as `layers/conv2d/vars/0`.
    let path: String
    /// The attribute `name` of its group.
    let groupName: String?
    /// Nil if it is left out.
    let tensor: Tensor?
  }

  private init(_ source: HDF5Source) {
    self.source = source
    room = source.file.size
  }

  /// The arrays of a file, in the order of their paths' bytes within each group.
  static func arrays(of file: FileReader) throws(FileProblem) -> [Array] {
    try located(file.place, "") {
      let source = try HDF5Source(file)
      var reader = HDF5Reader(source)
      try reader.visit(HDF5Object(at: source.root, in: source), "", depth: 0)
      return reader.arrays
    }
  }

  private mutating func visit(_ group: HDF5Object, _ prefix: String, depth: Int) throws {
    guard depth < Self.depth else {
      throw HDF5Problem(found: "more", expected: "at most \(Self.depth) groups within another")
    }
    guard let links = try HDF5Links(of: group, in: source) else { throw HDF5Problem.damage }
    let groupName = HDF5Text(in: source).text("name", of: group)
    for link in links.links {
      count += 1
      guard count <= Self.most else {
        throw HDF5Problem(found: "more", expected: "at most \(Self.most) names")
      }
      let path = prefix.isEmpty ? link.name : "\(prefix)/\(link.name)"
      try Self.located(source.file.place, path) {
        let object = try HDF5Object(at: link.address, in: source)
        if let dataset = try HDF5Dataset(object, in: source) {
          let tensor = try dataset.tensor(room: &room)
          arrays.append(Array(path: path, groupName: groupName, tensor: tensor))
        } else if object.isGroup {
          try visit(object, path, depth: depth + 1)
        }
      }
    }
  }

  /// Errors of `body` are those of a path in the file.
  private static func located<Result>(
    _ place: String, _ path: String, _ body: () throws -> Result
  ) throws(FileProblem) -> Result {
    do {
      return try body()
    } catch let problem as FileProblem {
      throw problem
    } catch let problem as HDF5Problem {
      throw FileProblem(
        path: path.isEmpty ? place : "\(place)/\(path)", found: problem.found,
        expected: problem.expected)
    } catch {
      throw FileProblem(path: place, found: "\(error)", expected: "a file of HDF5")
    }
  }
}
