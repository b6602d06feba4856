import Datasets
import Files
import Foundation

/// A dataset in one file, made once, whose images are read when they are asked for: for what does not
/// fit into memory, and for what takes long to decode.
///
/// ```swift
/// let photographs = try ImageFolder.open(
///   URL(filePath: "birds"), as: .photographs(height: 84, width: 84))
/// try PackedImages.write(photographs, to: URL(filePath: "birds.images"))
/// let birds = try PackedImages.open(URL(filePath: "birds.images"))
/// birds.isInMemory  // false
/// ```
///
/// The file is one of safetensors: a tensor `images` of bytes, `[count, height, width, channels]`, with
/// the names of classes and groups as JSON in its metadata. Its length and its header are checked when it
/// is opened; the bytes of the images are not.
public enum PackedImages {
  /// Writes all images of a dataset, a few at a time, under a temporary name that is then renamed.
  ///
  /// - Throws: ``/Files/FileProblem`` if the file cannot be written, and what the source of the images
  ///   throws; then a file that was there is left as it was.
  public static func write(_ dataset: ImageDataset, to url: URL) throws {
    let header = try PackedHeader(of: dataset).encoded()
    var reading: (any Error)?
    do {
      try writeAtomically(to: url) { file throws(FileProblem) in
        try file.write(header)
        for start in stride(from: 0, to: dataset.count, by: blockSize) {
          let positions = Array(start..<min(start + blockSize, dataset.count))
          let bytes: [UInt8]
          do {
            bytes = try dataset.store.bytes(at: positions)
          } catch {
            reading = error
            throw FileProblem(url, found: "\(error)", expected: "images that can be read")
          }
          try file.write(bytes)
        }
      }
    } catch {
      throw reading ?? error
    }
  }

  /// The dataset in a file, whose images stay there: `loaded()` brings them into memory.
  ///
  /// The file must stay as it is while the dataset is in use.
  ///
  /// - Throws: ``/Files/FileProblem`` if it cannot be read, is damaged, or is no such file.
  public static func open(_ url: URL) throws(FileProblem) -> ImageDataset {
    let file = try PackedFile(url)
    let header = file.header
    return ImageDataset(
      name: header.name, format: header.format, groups: header.groups,
      classes: header.classes.map { .init(name: $0.name, group: $0.group, images: $0.images) },
      source: file)
  }

  /// How many images are in memory while all are written.
  private static let blockSize = 256
}

/// An open file of packed images, from which any thread reads at any time.
private final class PackedFile: ImageSource {
  let header: PackedHeader
  private let url: URL
  private let handle: FileHandle
  private let start: Int

  var count: Int { header.count }

  init(_ url: URL) throws(FileProblem) {
    handle = try Files.open(url)
    self.url = url
    let length = try Self.read(8, at: 0, of: handle, url).reversed().reduce(UInt64(0)) {
      $0 << 8 | UInt64($1)
    }
    guard length <= 1 << 28, Int(length) <= Files.size(url) - 8 else {
      throw FileProblem(
        url, found: "a header of \(length) bytes", expected: "a file of packed images")
    }
    start = 8 + Int(length)
    header = try PackedHeader(
      decoding: try Self.read(Int(length), at: 8, of: handle, url), of: url)
    let size = Files.size(url) - start
    guard size == header.count * header.format.byteCount else {
      throw FileProblem(
        url, found: "\(size) bytes of images",
        expected: "\(header.count * header.format.byteCount) as the header says")
    }
  }

  func pixels(at position: Int) throws -> [UInt8] {
    let size = header.format.byteCount
    return try Self.read(size, at: start + position * size, of: handle, url)
  }

  /// Leaves the handle's own position alone, which threads would have to share.
  private static func read(
    _ count: Int, at offset: Int, of handle: FileHandle, _ url: URL
  ) throws(FileProblem) -> [UInt8] {
    var problem: Int32?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { target, initialized in
      var done = 0
      while done < count {
        let found = pread(
          handle.fileDescriptor, target.baseAddress! + done, count - done, off_t(offset + done))
        if found > 0 {
          done += found
        } else if found == 0 || errno != EINTR {
          problem = found == 0 ? 0 : errno
          break
        }
      }
      initialized = done
    }
    guard let problem else { return bytes }
    throw FileProblem(
      url, found: problem == 0 ? "the end of the file" : Files.message(problem),
      expected: "\(count) bytes from byte \(offset) on")
  }
}
