import Files
import Kernels

/// The picture files of a layout, each of which can be read at any time and from any thread.
///
/// Nothing is held but the names: a file of an archive is unpacked when it is read.
struct PictureFiles: Sendable {
  private let tree: FileTree
  private let paths: [BytePath]
  /// The files that go beyond what an archive may unpack to.
  private let refused: Set<Int>

  /// - Parameters:
  ///   - paths: Below the root of `tree`.
  ///   - limit: The bytes that those of an archive may unpack to in all.
  init(_ paths: [BytePath], in tree: FileTree, limit: Int = Archive.defaultLimit) {
    (self.tree, self.paths) = (tree, paths)
    self.limit = limit
    var (refused, room): (Set<Int>, Int) = ([], limit)
    for (index, path) in paths.enumerated() {
      let size = tree.unpackedSize(of: path)
      if size <= room { room -= size } else { refused.insert(index) }
    }
    self.refused = refused
  }

  private let limit: Int

  var count: Int { paths.count }

  /// The place of a file for messages.
  func path(of index: Int) -> String { tree.place(of: paths[index]) }

  /// The bytes of one file.
  func read(_ index: Int) throws(FileProblem) -> [UInt8] {
    if refused.contains(index) { throw Archive.tooMuch(at: path(of: index), limit: limit) }
    return try tree.contents(of: paths[index])
  }

  /// Calls `body` for each of the files, from several threads at once, with its position and a function
  /// that reads it: no more than one file a thread is in memory at any time.
  ///
  /// - Parameter start: The first one.
  func forEach(
    from start: Int = 0,
    _ body: (_ index: Int, _ read: () throws(FileProblem) -> [UInt8]) -> Void
  ) {
    Threads.forEach(count - start) { position in
      let index = start + position
      body(index) { () throws(FileProblem) in try read(index) }
    }
  }
}
