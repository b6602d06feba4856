import Files
import Foundation
import Kernels
import Tensor

/// Named tensors and text in a `.safetensors` file, which PyTorch, Keras and many others read and
/// write: the length of a header, a header in JSON, and the scalars, little-endian and row-major.
///
/// The format is described at <https://github.com/huggingface/safetensors>.
///
/// ```swift
/// let file = Safetensors([("weight", weight)], metadata: ["epoch": "3"])
/// try file.write(to: URL(filePath: "weights.safetensors"))
/// let copy = try Safetensors(
///   contentsOf: URL(filePath: "weights.safetensors"))
/// copy["weight"] == weight  // true
/// ```
public struct Safetensors: Sendable {
  /// The tensors in the order of their scalars in the file.
  public var tensors: [(name: String, tensor: Tensor)]
  /// Text about the tensors.
  public var metadata: [String: String]
  /// Whether the tensors were read from a file with a checksum, which then was right.
  public private(set) var hasChecksum = false

  /// The given tensors, whose names must differ, and text about them.
  public init(
    _ tensors: [(name: String, tensor: Tensor)] = [], metadata: [String: String] = [:]
  ) {
    self.tensors = tensors
    self.metadata = metadata
  }

  /// The tensor of the given name, nil if there is none.
  public subscript(name: String) -> Tensor? { tensors.first { $0.name == name }?.tensor }

  /// Reads a file of tensors in types F32, F16, BF16, F64 or I8; all become single precision.
  ///
  /// - Throws: ``/Files/FileProblem`` if the file cannot be read, is anything but a header and exactly
  ///   the scalars that it describes, without gaps or overlaps, or does not have the checksum that it
  ///   states.
  public init(contentsOf url: URL) throws(FileProblem) {
    let file = try Files.open(url)
    do {
      defer { try? file.close() }
      let header = try SafetensorsHeader(file)
      metadata = header.metadata
      var checksum = header.checksum
      tensors = try header.entries.map { entry in
        (entry.name, try entry.tensor(from: file, after: header.end, addingTo: &checksum))
      }
      if let stated = header.statedChecksum {
        guard stated == checksum.value else {
          throw SafetensorsProblem(
            expected: "contents with the checksum \(SafetensorsHeader.hexadecimal(stated))",
            found: "\(SafetensorsHeader.hexadecimal(checksum.value)): the file is damaged")
        }
        hasChecksum = true
      }
    } catch let problem as SafetensorsProblem {
      throw FileProblem(url, found: problem.found, expected: problem.expected)
    } catch {
      throw FileProblem(url, found: Files.reason(error), expected: "a readable file")
    }
  }

  /// Writes the tensors, all of the file or nothing: under a temporary name first, which is then given to
  /// `url`.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - precision: How each scalar is stored; default single precision. Half precision takes half the
  ///     room, and rounds to the nearest; what lies beyond its range becomes infinity.
  ///   - checksum: Whether the file states a checksum of all its bytes, by which reading notices any
  ///     damage; other programs take it for text among the metadata. Default false.
  /// - Throws: ``/Files/FileProblem`` if two tensors share a name, one is named `__metadata__`, or the
  ///   file cannot be written.
  public func write(
    to url: URL, as precision: Precision = .float32, checksum: Bool = false
  ) throws(FileProblem) {
    try write(to: url, checksum: checksum) { _ in precision.stored }
  }

  /// Writes the tensors, each as `storing` says for its name.
  package func write(
    to url: URL, checksum: Bool, storing: (String) -> StoredScalar
  ) throws(FileProblem) {
    let header: [UInt8]
    do throws(SafetensorsProblem) {
      header = try SafetensorsHeader.encoded(self, storing: storing, checksum: checksum)
    } catch {
      throw FileProblem(url, found: error.found, expected: error.expected)
    }
    try writeAtomically(to: url) { file throws(FileProblem) in
      try file.write(header)
      for (name, tensor) in tensors where tensor.count > 0 {
        try tensor.withBytes(storedAs: storing(name)) { bytes in
          Result { () throws(FileProblem) in try file.write(bytes) }
        }.get()
      }
    }
  }
}
