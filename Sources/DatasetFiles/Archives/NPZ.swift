import Files
import Foundation
import Tensor
import Training

/// NumPy's `.npz` files: zip archives of arrays with names.
///
/// ```swift
/// let file = try Safetensors(npz: URL(filePath: "weights.npz"))
/// try network.loadWeights(file, layout: .keras)
/// try Safetensors([("x", x)]).writeNPZ(to: URL(filePath: "x.npz"))
/// ```
extension Safetensors {
  /// Reads the arrays of a `.npz` file, packed or not, in the order of the archive.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - limit: The bytes that the archive may unpack to in all; default 1 GiB.
  ///   - integers: What becomes of arrays of integers and truth values; by default they are left out and
  ///     named in ``/Training/Safetensors/skipped``.
  /// - Throws: `FileProblem`, whose path is that of the file and the array, if it cannot be read, is
  ///   damaged, unpacks to more than `limit` bytes or has anything but arrays of numbers, or two of one
  ///   name.
  public init(
    npz url: URL, limit: Int = Archive.defaultLimit, integers: IntegerTensors = .skipped
  ) throws(FileProblem) {
    var tensors: [(name: String, tensor: Tensor)] = []
    var skipped: [SkippedTensor] = []
    var names: Set<String> = []
    try Archive.forEachFile(inZip: url, limit: limit) { file throws(FileProblem) in
      let place = "\(url.shownPath)/\(file.path)"
      guard file.path.hasSuffix(".npy") else {
        throw FileProblem(path: place, found: "something else", expected: "a .npy file")
      }
      let name = String(file.path.dropLast(4))
      guard names.insert(name).inserted else {
        throw FileProblem(path: place, found: "a further one", expected: "one array of this name")
      }
      if let tensor = try Tensor(array: file.contents, place: place, integers: integers) {
        tensors.append((name, tensor))
      } else {
        skipped.append(SkippedTensor(name: name, reason: "integers or truth values"))
      }
    }
    self.init(tensors, skipped: skipped)
  }

  /// Writes a `.npz` file, which `numpy.load` reads; ``/Training/Safetensors/metadata`` is left out.
  ///
  /// - Parameters:
  ///   - url: The file; written under a temporary name first, so that it is whole or not there.
  ///   - type: How each scalar is stored; default single precision.
  ///   - isPacked: Whether it is made smaller, as `numpy.savez_compressed` does; default false.
  /// - Throws: `FileProblem` if two tensors share a name, the file cannot be written, or NumPy has no
  ///   such type.
  public func writeNPZ(
    to url: URL, as type: ScalarType = .float32, isPacked: Bool = false
  ) throws(FileProblem) {
    var names: Set<String> = []
    for (name, _) in tensors where !names.insert(name).inserted {
      throw FileProblem(url, found: "another \(name)", expected: "tensors of different names")
    }
    try ZipWriter.write(to: url, isPacked: isPacked) { archive throws(FileProblem) in
      for (name, tensor) in tensors {
        let header = try tensor.npyHeader(as: type, for: url.shownPath)
        let size = header.count + tensor.count * type.stored.size
        try archive.add("\(name).npy", size: size) { write throws(FileProblem) in
          try Self.pass(header, to: write)
          if tensor.count == 0 { return }
          try tensor.withBytes(storedAs: type.stored) { bytes in
            Result { () throws(FileProblem) in try write(bytes) }
          }.get()
        }
      }
    }
  }

  private static func pass(
    _ bytes: [UInt8], to write: (UnsafeRawBufferPointer) throws(FileProblem) -> Void
  ) throws(FileProblem) {
    try bytes.withUnsafeBytes { bytes in
      Result { () throws(FileProblem) in try write(bytes) }
    }.get()
  }
}
