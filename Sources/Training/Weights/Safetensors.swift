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
  /// The tensors that were left out when the file was read, and why.
  public private(set) var skipped: [SkippedTensor] = []
  /// Whether the tensors were read from a file with a checksum, which then was right.
  public private(set) var hasChecksum = false

  /// The given tensors, whose names must differ, and text about them.
  public init(
    _ tensors: [(name: String, tensor: Tensor)] = [], metadata: [String: String] = [:]
  ) {
    self.tensors = tensors
    self.metadata = metadata
  }

  /// What was read from a file of another format.
  package init(
    _ tensors: [(name: String, tensor: Tensor)], skipped: [SkippedTensor],
    metadata: [String: String] = [:]
  ) {
    self.init(tensors, metadata: metadata)
    self.skipped = skipped
  }

  /// The tensor of the given name, nil if there is none.
  public subscript(name: String) -> Tensor? { tensors.first { $0.name == name }?.tensor }

  /// Reads a file; tensors of all types become single precision.
  ///
  /// F32, F16 and BF16 are exact, F64 is rounded. What has no such scalars, such as the counter of batch
  /// norm in PyTorch, an I64, does not condemn the file: it is left out and named in ``skipped``, as are
  /// types of 8 bits and less. Each tensor is read straight to its place in memory.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - integers: What becomes of tensors of integers and truth values; default left out.
  /// - Throws: ``/Files/FileProblem`` if the file cannot be read, is anything but a header and exactly
  ///   the scalars that it describes, without gaps or overlaps, does not have the checksum that it
  ///   states, or has integers that are refused.
  public init(
    contentsOf url: URL, integers: IntegerTensors = .skipped
  ) throws(FileProblem) {
    try self.init(FileReader(url), integers: integers)
  }

  /// Reads the bytes of a file, as `init(contentsOf:integers:)` does; `place` is what errors call it.
  public init(
    bytes: [UInt8], place: String = "safetensors", integers: IntegerTensors = .skipped
  ) throws(FileProblem) {
    try self.init(FileReader(bytes, place: place), integers: integers)
  }

  private init(_ file: FileReader, integers: IntegerTensors) throws(FileProblem) {
    do {
      let header = try SafetensorsHeader(file)
      metadata = header.metadata
      tensors = []
      var checksum = header.checksum
      for entry in header.entries {
        let isRead = entry.stored.map { $0.isFloating || integers == .converted } ?? false
        if !isRead {
          guard integers != .refused || entry.stored == nil else {
            throw SafetensorsProblem(
              expected: "tensor \(entry.name) of type F32, F16, BF16 or F64",
              found: "type \(entry.type)")
          }
          skipped.append(SkippedTensor(name: entry.name, reason: "type \(entry.type)"))
        }
        guard isRead || header.statedChecksum != nil else { continue }
        let shape = isRead ? entry.shape : [entry.range.count]
        let tensor = try file.tensor(
          shape, of: isRead ? entry.stored! : .uint8, at: header.end + entry.range.lowerBound
        ) { checksum.add($0) }
        if isRead { tensors.append((entry.name, tensor)) }
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
      throw file.problem(found: problem.found, expected: problem.expected)
    } catch let problem as FileProblem {
      throw problem
    } catch {
      throw file.problem(found: Files.reason(error), expected: "a readable file")
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
