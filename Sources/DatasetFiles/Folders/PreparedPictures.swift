import Basics
import Datasets
import Files
import Kernels

/// Images of one size, made of picture files of any size while these are read.
struct PreparedPictures {
  let height: Int
  let width: Int
  /// The positions of the files that could be read.
  let readable: [Int]
  /// Image by image of the readable ones; 0 for paper and 255 for ink.
  let pixels: [UInt8]
  /// What is wrong with the others, in their order.
  let problems: [FileProblem]

  /// - Parameters:
  ///   - paths: The files, below the root of `tree`.
  ///   - tree: Where the files are.
  ///   - preprocessing: What becomes of each; or else all have the size of the first readable one and
  ///     are dark on light.
  ///   - skipsProblems: Else the error about the first file that cannot be used is thrown.
  init(
    _ paths: [String], of tree: FileTree, as preprocessing: ImagePreprocessing?,
    skipsProblems: Bool
  ) throws(FileProblem) {
    let model: ImagePreprocessing
    var first: FirstPicture?
    if let preprocessing {
      model = preprocessing
    } else {
      let picture = try FirstPicture(of: paths, in: tree, skipsProblems: skipsProblems)
      guard let bitmap = picture.bitmap else {
        (height, width, readable, pixels, problems) = (0, 0, [], [], picture.problems)
        return
      }
      first = picture
      model = ImagePreprocessing(height: bitmap.height, width: bitmap.width, fit: .stretched)
    }
    let reader = PictureReader(
      tree: tree, preprocessing: model, acceptsAnySize: preprocessing != nil,
      skipsProblems: skipsProblems)
    let (all, problems) = try reader.read(paths, after: first)
    let good = problems.indices.filter { problems[$0] == nil }
    (height, width, readable) = (model.height, model.width, good)
    self.problems = problems.compactMap { $0 }
    pixels =
      good.count == paths.count ? all : Self.images(good, of: all, size: model.height * model.width)
  }

  private static func images(_ chosen: [Int], of pixels: [UInt8], size: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: chosen.count * size) { target, count in
      count = chosen.count * size
      guard let base = target.baseAddress else { return }
      pixels.withUnsafeBufferPointer { gatherBytes($0, indices: chosen, width: size, into: base) }
    }
  }
}

/// The first picture that can be read, which says what size all must have.
private struct FirstPicture {
  /// Nil if none can be read.
  private(set) var bitmap: Bitmap?
  /// Of the files before it.
  private(set) var problems: [FileProblem] = []

  init(of paths: [String], in tree: FileTree, skipsProblems: Bool) throws(FileProblem) {
    for path in paths {
      let place = tree.place(of: path)
      let result = Lock<Result<Bitmap, FileProblem>?>(nil)
      try tree.forEachFile([path]) { _, read in
        let decoded = Result { () throws(FileProblem) in
          try Bitmap.decode(read(), as: .gray, path: place)
        }
        result.withLock { $0 = decoded }
      }
      switch result.withLock({ $0 }) {
      case .success(let picture):
        bitmap = picture
        return
      case .failure(let problem) where skipsProblems: problems.append(problem)
      case .failure(let problem): throw problem
      case nil: break
      }
    }
  }
}

/// Reads, decodes and prepares picture files, one on each thread at a time.
private struct PictureReader {
  let tree: FileTree
  let preprocessing: ImagePreprocessing
  let acceptsAnySize: Bool
  let skipsProblems: Bool

  /// The images of all files, blank if one has a problem.
  ///
  /// - Parameter first: What the first files are known to be, which are not read again.
  func read(
    _ paths: [String], after first: FirstPicture?
  ) throws(FileProblem) -> (pixels: [UInt8], problems: [FileProblem?]) {
    let size = preprocessing.height * preprocessing.width
    let known = first?.problems ?? []
    let start = first == nil ? 0 : known.count + 1
    let found = Lock(Dictionary(uniqueKeysWithValues: zip(known.indices, known)))
    var pixels = [UInt8](repeating: 0, count: paths.count * size)
    try pixels.withUnsafeMutableBufferPointer { target throws(FileProblem) in
      guard let base = target.baseAddress else { return }
      if let picture = first?.bitmap { write(picture, to: base + known.count * size) }
      try tree.forEachFile(Array(paths[start...])) { index, read in
        let index = start + index
        // After a problem only files before it can have the first one.
        let isDone = !skipsProblems && found.withLock { $0.keys.contains { $0 < index } }
        if isDone { return }
        do throws(FileProblem) {
          write(try picture(read(), path: tree.place(of: paths[index])), to: base + index * size)
        } catch {
          found.withLock { $0[index] = error }
        }
      }
    }
    let problems = found.withLock { $0 }
    if !skipsProblems, let first = problems.min(by: { $0.key < $1.key })?.value { throw first }
    return (pixels, paths.indices.map { problems[$0] })
  }

  private func picture(_ data: [UInt8], path: String) throws(FileProblem) -> Bitmap {
    let picture = try preprocessing.decode(data, path: path)
    let (height, width) = (preprocessing.height, preprocessing.width)
    guard acceptsAnySize || picture.height == height && picture.width == width else {
      throw FileProblem(
        path: path, found: "\(picture.width)×\(picture.height)",
        expected: "\(width)×\(height) pixels like the first image")
    }
    return picture
  }

  private func write(_ picture: Bitmap, to target: UnsafeMutablePointer<UInt8>) {
    preprocessing.prepare(
      picture.pixels, height: picture.height, width: picture.width, into: target)
  }
}
