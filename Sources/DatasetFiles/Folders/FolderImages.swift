import Basics
import Datasets
import Files
import Kernels

/// Pictures of a folder or an archive that are read, decoded and prepared when they are asked for.
struct FolderImages: ImageSource {
  private let layout: PictureLayout
  private let files: PictureFiles
  private let preprocessing: ImagePreprocessing
  /// Places in the layout.
  private let chosen: [Int]

  init(_ layout: PictureLayout, in tree: FileTree, as preprocessing: ImagePreprocessing) {
    self.init(
      layout, PictureFiles(layout.places.map(\.path), in: tree), preprocessing,
      Array(layout.places.indices))
  }

  private init(
    _ layout: PictureLayout, _ files: PictureFiles, _ preprocessing: ImagePreprocessing,
    _ chosen: [Int]
  ) {
    self.layout = layout
    self.files = files
    self.preprocessing = preprocessing
    self.chosen = chosen
  }

  var count: Int { chosen.count }

  func pixels(at position: Int) throws -> [UInt8] { try image(chosen[position]) }

  private func image(_ place: Int) throws(FileProblem) -> [UInt8] {
    let picture = try preprocessing.decode(files.read(place), path: files.path(of: place))
    return preprocessing(picture.pixels, height: picture.height, width: picture.width)
  }

  var dataset: ImageDataset {
    let (groups, classes) = layout.classes(of: chosen)
    return ImageDataset(
      name: layout.name, format: preprocessing.format, groups: groups, classes: classes,
      source: self)
  }

  func keeping(_ readable: [Int]) -> FolderImages {
    FolderImages(layout, files, preprocessing, readable)
  }

  /// For each picture what is wrong with it, nil for nothing.
  func problems() -> [FileProblem?] {
    let found = Lock<[Int: FileProblem]>([:])
    Threads.forEach(files.count) { index in
      do throws(FileProblem) {
        _ = try preprocessing.decode(files.read(index), path: files.path(of: index))
      } catch {
        found.withLock { $0[index] = error }
      }
    }
    let problems = found.withLock { $0 }
    return (0..<files.count).map { problems[$0] }
  }
}
