import Basics
import Datasets
import Files
import Kernels

/// Images of one size, made of picture files of any size while these are read.
struct PreparedPictures {
  let format: ImageFormat
  /// The positions of the files that could be read.
  let readable: [Int]
  /// Image by image of the readable ones.
  let pixels: [UInt8]
  /// What is wrong with the others, in their order.
  let problems: [FileProblem]

  /// - Parameters:
  ///   - files: What to read.
  ///   - preprocessing: What becomes of each; or else all have the size of the first readable one and
  ///     are dark on light.
  ///   - skipsProblems: Else the error about the first file that cannot be used is thrown.
  init(
    _ files: PictureFiles, as preprocessing: ImagePreprocessing?, skipsProblems: Bool
  ) throws(FileProblem) {
    let model: ImagePreprocessing
    var first: FirstPicture?
    if let preprocessing {
      model = preprocessing
    } else {
      let picture = try FirstPicture(of: files, skipsProblems: skipsProblems)
      guard let bitmap = picture.bitmap else {
        format = ImageFormat(height: 0, width: 0)
        (readable, pixels, problems) = ([], [], picture.problems)
        return
      }
      first = picture
      model = ImagePreprocessing(height: bitmap.height, width: bitmap.width, fit: .stretched)
    }
    let reader = PictureReader(
      files: files, preprocessing: model, acceptsAnySize: preprocessing != nil,
      skipsProblems: skipsProblems)
    let (all, problems) = try reader.read(after: first)
    let good = problems.indices.filter { problems[$0] == nil }
    (format, readable) = (model.format, good)
    self.problems = problems.compactMap { $0 }
    pixels =
      good.count == files.count ? all : Self.images(good, of: all, size: model.format.byteCount)
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

  init(of files: PictureFiles, skipsProblems: Bool) throws(FileProblem) {
    for index in 0..<files.count {
      do throws(FileProblem) {
        bitmap = try Bitmap.decode(files.read(index), as: .gray, path: files.path(of: index))
        return
      } catch {
        guard skipsProblems else { throw error }
        problems.append(error)
      }
    }
  }
}

/// Reads, decodes and prepares picture files, one on each thread at a time.
private struct PictureReader {
  let files: PictureFiles
  let preprocessing: ImagePreprocessing
  let acceptsAnySize: Bool
  let skipsProblems: Bool

  /// The images of all files, blank if one has a problem.
  ///
  /// - Parameter first: What the first files are known to be, which are not read again.
  func read(
    after first: FirstPicture?
  ) throws(FileProblem) -> (pixels: [UInt8], problems: [FileProblem?]) {
    let size = preprocessing.format.byteCount
    let known = first?.problems ?? []
    let start = first == nil ? 0 : known.count + 1
    let found = Lock(Dictionary(uniqueKeysWithValues: zip(known.indices, known)))
    var pixels = [UInt8](repeating: 0, count: files.count * size)
    pixels.withUnsafeMutableBufferPointer { target in
      guard let base = target.baseAddress else { return }
      if let picture = first?.bitmap { write(picture, to: base + known.count * size) }
      files.forEach(from: start) { index, read in
        // After a problem only files before it can have the first one.
        let isDone = !skipsProblems && found.withLock { $0.keys.contains { $0 < index } }
        if isDone { return }
        do throws(FileProblem) {
          write(try picture(read(), path: files.path(of: index)), to: base + index * size)
        } catch {
          found.withLock { $0[index] = error }
        }
      }
    }
    let problems = found.withLock { $0 }
    if !skipsProblems, let first = problems.min(by: { $0.key < $1.key })?.value { throw first }
    return (pixels, (0..<files.count).map { problems[$0] })
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
