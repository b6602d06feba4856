import DatasetFiles
import Files
import Kernels
import Tensor
import Training

/// An array of a file.
struct HDF5Dataset {
  private let source: HDF5Source
  private let object: HDF5Object
  private let type: HDF5Type
  private let dimensions: [Int]
  private let isBrain: Bool

  /// Nil for what is no array.
  init?(_ object: HDF5Object, in source: HDF5Source) throws {
    guard object.has(.layout) else { return nil }
    self.source = source
    self.object = object
    type = try HDF5Type(object.message(.datatype))
    dimensions = try HDF5Space(object.message(.dataspace)).dimensions
    // What NumPy does not have, Keras writes as other scalars of two bytes.
    isBrain = type.size == 2 && HDF5Text(in: source).text("dtype", of: object) == "bfloat16"
  }

  /// The scalars; nil for integers and text.
  ///
  /// - Parameter room: How many bytes of scalars the file may still have: less by those of the array.
  func tensor(room: inout Int) throws -> Tensor? {
    guard let stored = isBrain ? .brain : type.stored else { return nil }
    guard Shape.byteCount(of: dimensions, scalar: 4) != nil,
      let count = Shape.byteCount(of: dimensions, scalar: type.size)
    else { throw missing }
    let shape = Shape(dimensions)
    if count == 0 { return .zeros(shape) }
    guard !object.has(.externalFiles) else { throw HDF5Problem.unknown("scalars in another file") }
    var layout = try object.message(.layout)
    let version = try layout.number(1)
    guard (3...4).contains(version) else {
      throw HDF5Problem.unknown("a layout of version \(version)")
    }
    let isBigEndian = type.isBigEndian && !isBrain
    switch try layout.number(1) {
    case 0:
      let size = try layout.number(2)
      guard size >= count, layout.rest >= count else { throw missing }
      return try FileReader(layout.bytes(count), place: source.file.place)
        .tensor(shape, of: stored, bigEndian: isBigEndian, at: 0)
    case 1:
      guard let address = try layout.address(), try layout.length() >= count, count <= room,
        let range = try? source.range(at: address, count: count)
      else { throw missing }
      room -= count
      return try source.file.tensor(
        shape, of: stored, bigEndian: isBigEndian, at: range.lowerBound)
    case 2 where version == 3:
      let chunks = try HDF5Chunks(layout, of: object, dimensions, scalar: type.size, in: source)
      guard let bytes = try chunks.bytes(room: &room) else { throw missing }
      return try FileReader(bytes, place: source.file.place)
        .tensor(shape, of: stored, bigEndian: isBigEndian, at: 0)
    default: throw HDF5Problem.unknown("scalars in another layout")
    }
  }

  private var missing: HDF5Problem {
    HDF5Problem(
      found: "a file without them", expected: "the scalars of an array of shape \(dimensions)")
  }
}
