import Datasets
import Kernels
import Synchronization

/// Images of one size, made of picture files of any size while these are read.
struct PreparedPictures {
  let height: Int
  let width: Int
  /// The positions of the files that could be read.
  let readable: [Int]
  /// Image by image of the readable ones; 0 for paper and 255 for ink.
  let pixels: [UInt8]
  /// What is wrong with the others, in their order.
  let problems: [FolderProblem]

  /// - Parameters:
  ///   - paths: The files, below the root of `tree`.
  ///   - tree: Where the files are.
  ///   - preprocessing: What becomes of each; or else all have the size of the first readable one.
  ///   - skipsProblems: Else the error about the first file that cannot be used is thrown.
  init(
    _ paths: [String], of tree: FileTree, as preprocessing: ImagePreprocessing?,
    skipsProblems: Bool
  ) throws {
    let (first, unreadable) =
      try preprocessing.map { ($0, []) } ?? Self.size(of: paths, in: tree, skipsProblems)
    guard let model = first else {
      (height, width, readable, pixels, problems) = (0, 0, [], [], unreadable)
      return
    }
    let reader = PictureReader(
      tree: tree, preprocessing: model, acceptsAnySize: preprocessing != nil,
      skipsProblems: skipsProblems)
    let (all, problems) = try reader.read(paths)
    let good = problems.indices.filter { problems[$0] == nil }
    (height, width, readable) = (model.height, model.width, good)
    self.problems = problems.compactMap { $0 }
    pixels =
      good.count == paths.count ? all : Self.images(good, of: all, size: model.height * model.width)
  }

  /// The size of the first picture that can be read, and the problems of those before it.
  private static func size(
    of paths: [String], in tree: FileTree, _ skipsProblems: Bool
  ) throws -> (ImagePreprocessing?, [FolderProblem]) {
    var problems: [FolderProblem] = []
    for path in paths {
      let found = Mutex<ImagePreprocessing?>(nil)
      let problem = Mutex<FolderProblem?>(nil)
      try tree.forEachFile([path]) { _, read in
        do {
          let picture = try Bitmap.decode(read(), paper: 255, path: tree.place(of: path))
          found.withLock {
            $0 = ImagePreprocessing(height: picture.height, width: picture.width, fit: .stretched)
          }
        } catch {
          problem.withLock { $0 = FolderProblem(error, path: tree.place(of: path)) }
        }
      }
      if let size = found.withLock({ $0 }) { return (size, problems) }
      guard let problem = problem.withLock({ $0 }) else { continue }
      if !skipsProblems { throw problem.error }
      problems.append(problem)
    }
    return (nil, problems)
  }

  private static func images(_ chosen: [Int], of pixels: [UInt8], size: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: chosen.count * size) { target, count in
      count = chosen.count * size
      guard let base = target.baseAddress else { return }
      pixels.withUnsafeBufferPointer { gatherBytes($0, indices: chosen, width: size, into: base) }
    }
  }
}

/// Reads, decodes and prepares picture files, one on each thread at a time.
private struct PictureReader {
  let tree: FileTree
  let preprocessing: ImagePreprocessing
  let acceptsAnySize: Bool
  let skipsProblems: Bool

  /// The images of all files, blank where one has a problem.
  func read(_ paths: [String]) throws -> (pixels: [UInt8], problems: [FolderProblem?]) {
    let size = preprocessing.height * preprocessing.width
    let found = Mutex<[Int: FolderProblem]>([:])
    var pixels = [UInt8](repeating: 0, count: paths.count * size)
    try pixels.withUnsafeMutableBufferPointer { target in
      guard let base = target.baseAddress else { return }
      try tree.forEachFile(paths) { index, read in
        // After a problem only files before it can have the first one.
        let isDone = !skipsProblems && found.withLock { $0.keys.contains { $0 < index } }
        if isDone { return }
        let place = tree.place(of: paths[index])
        do {
          try prepare(read(), path: place, into: base + index * size)
        } catch {
          let problem = FolderProblem(error, path: place)
          found.withLock { $0[index] = problem }
        }
      }
    }
    let problems = found.withLock { $0 }
    if !skipsProblems, let first = problems.keys.min().flatMap({ problems[$0] }) {
      throw first.error
    }
    return (pixels, paths.indices.map { problems[$0] })
  }

  private func prepare(
    _ data: [UInt8], path: String, into target: UnsafeMutablePointer<UInt8>
  ) throws {
    let picture = try preprocessing.decode(data, path: path)
    let (height, width) = (preprocessing.height, preprocessing.width)
    guard acceptsAnySize || picture.height == height && picture.width == width else {
      throw ImageError(
        path: path,
        reason: "has \(picture.width)×\(picture.height) pixels, expected \(width)×\(height) like "
          + "the first image")
    }
    preprocessing.prepare(
      picture.pixels, height: picture.height, width: picture.width, into: target)
  }
}
