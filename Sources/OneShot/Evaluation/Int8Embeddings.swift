import Autograd
import Basics
import Files
import Foundation
import Kernels
import Tensor
import Training

/// Embeddings in a quarter of the room: each scalar a whole number from −127 to 127, times a scale that
/// its row has.
///
/// Use it to keep or ship many embeddings that are compared with new ones. Each scalar is off by at most
/// half its row's scale, a 254th of the row's largest.
///
/// ```swift
/// let small = Int8Embeddings(siamese.embed(gallery).values)
/// try small.write(to: URL(filePath: "gallery.safetensors"))
/// let rows = small.tensor
/// ```
///
/// Scales are symmetric: the largest size of a row's scalars / 127. Jacob et al., "Quantization and
/// training of neural networks for efficient integer-arithmetic-only inference", 2018, eq. 1 with Z = 0.
public struct Int8Embeddings: Sendable, Equatable {
  /// `[count] + embedding`.
  public let shape: Shape
  /// The whole numbers, row-major.
  public let values: [Int8]
  /// One for each row.
  public let scales: [Float]

  /// Rounds embeddings, `[count] + embedding`, to the nearest numbers, ties to even. They must be finite.
  public init(_ embeddings: Tensor) {
    require(
      embeddings.rank >= 1 && embeddings.isFinite,
      "Int8Embeddings: expected rows of finite scalars, got shape \(embeddings.shape)")
    shape = embeddings.shape
    let axes = Array(1..<shape.rank)
    guard shape.count > 0 else {
      (values, scales) = ([], [Float](repeating: 0, count: shape[0]))
      return
    }
    let sizes = embeddings.detached.abs().max(axes: axes, keepingDimensions: true) / 127
    scales = sizes.scalars
    // A row of zeros has the scale 0; what is not a number becomes 0.
    values = (embeddings.detached / sizes).bytes
  }

  /// What the numbers stand for, of shape ``shape``.
  public var tensor: Tensor {
    let axes = [Int](repeating: 1, count: shape.rank - 1)
    return numbers * Tensor(scales, shape: Shape([shape[0]] + axes))
  }

  /// The numbers without their scales.
  private var numbers: Tensor {
    Tensor(shape) { target in
      values.withUnsafeBytes {
        if let bytes = $0.baseAddress {
          convert(bytes, from: .byte, count: values.count, into: target)
        }
      }
    }
  }

  /// Writes a `.safetensors` file with the numbers, as I8, under `values` and the scales, as F32, under
  /// `scales`, and with a checksum.
  ///
  /// - Parameters:
  ///   - url: The file; written under a temporary name first, so that it is whole or not there.
  ///   - metadata: Text to keep in the file.
  /// - Throws: ``/Files/FileProblem`` if the file cannot be written.
  public func write(to url: URL, metadata: [String: String] = [:]) throws(FileProblem) {
    let tensors = [
      (name: "values", tensor: numbers), ("scales", Tensor(scales, shape: [shape[0]])),
    ]
    try Safetensors(tensors, metadata: metadata).write(to: url, checksum: true) {
      $0 == "values" ? .byte : .single
    }
  }

  /// Reads a file that ``write(to:metadata:)`` wrote.
  ///
  /// - Throws: ``/Files/FileProblem`` if the file cannot be read, is damaged, or holds anything but whole
  ///   numbers from −128 to 127 and a finite scale for each row.
  public init(contentsOf url: URL) throws(FileProblem) {
    let file = try Safetensors(contentsOf: url, integers: .converted)
    guard file.tensors.count == 2, let values = file["values"], let scales = file["scales"],
      values.rank >= 1, scales.shape == [values.shape[0]]
    else {
      let found = file.tensors.map { "\($0.name) of shape \($0.tensor.shape)" }
      throw FileProblem(
        url, found: found.isEmpty ? "no tensors" : found.joined(separator: ", "),
        expected: "rows called values and as many scales")
    }
    self.values = values.bytes
    self.scales = scales.scalars
    shape = values.shape
    guard numbers == values, scales.isFinite else {
      throw FileProblem(
        url, found: "other numbers", expected: "whole numbers from -128 to 127 and finite scales")
    }
  }
}

extension Tensor {
  /// Each scalar as the nearest whole number of a byte.
  fileprivate var bytes: [Int8] {
    [Int8](unsafeUninitializedCapacity: count) { buffer, size in
      size = count
      guard let target = buffer.baseAddress else { return }
      withScalars(self) { convert($0, count: count, to: .byte, into: target) }
    }
  }
}
