import Autograd
import Files
import Foundation
import Kernels
import Tensor

/// NumPy's `.npy` files: one array each.
///
/// ```swift
/// try tensor.writeNPY(to: URL(filePath: "x.npy"))
/// let copy = try Tensor(npy: URL(filePath: "x.npy"))
/// ```
extension Tensor {
  /// Reads the array of a `.npy` file: numbers of any precision and integers of 8 to 64 bits, which
  /// become single precision, and truth values, which become 0 and 1; row-major or column-major, either
  /// byte order.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - integers: What becomes of an array of integers or truth values; by default it is converted, and
  ///     integers beyond 2²⁴ are rounded.
  /// - Throws: ``/Files/FileProblem`` if the file cannot be read, has another size than its header says,
  ///   or has scalars of another type, such as objects, which are never unpickled.
  public init(npy url: URL, integers: IntegerTensors = .converted) throws(FileProblem) {
    try self.init(npy: FileReader(url), integers: integers)
  }

  /// Reads the bytes of a `.npy` file, as `init(npy:integers:)` does; `place` is what errors call it.
  public init(
    npy bytes: [UInt8], place: String = "npy", integers: IntegerTensors = .converted
  ) throws(FileProblem) {
    try self.init(npy: FileReader(bytes, place: place), integers: integers)
  }

  /// Reads the bytes of a `.npy` file; nil for integers that are left out.
  package init?(
    array bytes: [UInt8], place: String, integers: IntegerTensors
  ) throws(FileProblem) {
    let file = FileReader(bytes, place: place)
    if integers == .skipped, try !NPYHeader(file).stored.isFloating { return nil }
    try self.init(npy: file, integers: integers)
  }

  private init(npy file: FileReader, integers: IntegerTensors) throws(FileProblem) {
    let header = try NPYHeader(file)
    guard header.stored.isFloating || integers == .converted else {
      throw file.problem(found: "integers or truth values", expected: "numbers with fractions")
    }
    guard header.isFortran && header.shape.rank > 1 else {
      self = try file.tensor(
        header.shape, of: header.stored, bigEndian: header.isBigEndian, at: header.end)
      return
    }
    let axes = Array(header.shape.dimensions.indices.reversed())
    let reversed = try file.tensor(
      Shape(header.shape.dimensions.reversed()), of: header.stored,
      bigEndian: header.isBigEndian, at: header.end)
    self = reversed.transposed(permutation: axes)
  }

  /// Writes a `.npy` file, which `numpy.load` reads.
  ///
  /// - Parameters:
  ///   - url: The file; written under a temporary name first, so that it is whole or not there.
  ///   - type: How each scalar is stored; default single precision. What is beyond the range of an
  ///     integer is cut to it.
  /// - Throws: ``/Files/FileProblem`` if the file cannot be written, or NumPy has no such type or
  ///   not so many axes.
  public func writeNPY(to url: URL, as type: ScalarType = .float32) throws(FileProblem) {
    let header = try npyHeader(as: type, for: url.shownPath)
    try writeAtomically(to: url) { file throws(FileProblem) in
      try file.write(header)
      if count == 0 { return }
      try withBytes(storedAs: type.stored) { bytes in
        Result { () throws(FileProblem) in try file.write(bytes) }
      }.get()
    }
  }

  /// What comes before the scalars in a `.npy` file.
  package func npyHeader(as type: ScalarType, for place: String) throws(FileProblem) -> [UInt8] {
    guard rank <= NPYHeader.mostAxes else {
      throw FileProblem(
        path: place, found: "\(rank) axes", expected: "at most \(NPYHeader.mostAxes), as NumPy has")
    }
    guard let header = NPYHeader.encoded(shape, as: type) else {
      throw FileProblem(
        path: place, found: type.rawValue, expected: "a type that NumPy has, such as float32")
    }
    return header
  }
}
