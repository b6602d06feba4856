import Datasets
import Kernels
import Synchronization

/// Gray images of one size, decoded into one array.
struct DecodedImages {
  let height: Int
  let width: Int
  /// Image by image; 0 for paper and 255 for ink.
  let pixels: [UInt8]

  /// Decodes PNG files of dark ink on light paper, in parallel.
  ///
  /// Throws `ImageError` about the first file that is no PNG image or not of the first one's size.
  init(_ files: [Archive.File], of tree: FileTree) throws(ImageError) {
    guard let first = files.first else {
      (height, width, pixels) = (0, 0, [])
      return
    }
    let model = try PNG.decode(first.contents, path: tree.place(of: first))
    let size = model.pixels.count
    let failure = Mutex<(index: Int, error: ImageError)?>(nil)
    var pixels = [UInt8](repeating: 0, count: files.count * size)
    pixels.withUnsafeMutableBufferPointer { target in
      guard let base = target.baseAddress else { return }
      Threads.forEach(files.count) { index in
        do throws(ImageError) {
          let image = try Self.decode(files[index], of: tree, like: model)
          image.pixels.withUnsafeBufferPointer { source in
            invert(source, into: base + index * size)
          }
        } catch {
          failure.withLock { if index < $0?.index ?? .max { $0 = (index, error) } }
        }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure.error }
    (height, width, self.pixels) = (model.height, model.width, pixels)
  }

  private static func decode(
    _ file: Archive.File, of tree: FileTree, like model: Bitmap
  ) throws(ImageError) -> Bitmap {
    let place = tree.place(of: file)
    let image = try PNG.decode(file.contents, path: place)
    guard image.width == model.width && image.height == model.height else {
      throw ImageError(
        path: place,
        reason: "has \(image.width)×\(image.height) pixels, expected \(model.width)×"
          + "\(model.height) like the first image")
    }
    return image
  }
}
