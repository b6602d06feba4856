import Files
import Foundation
import Kernels
import Tensor

extension Safetensors {
  /// How the scalars of tensors are stored in a file; in memory they are always of single precision.
  public enum Precision: String, Sendable, CaseIterable, Codable {
    /// Single precision, as they are.
    case float32
    /// IEEE half precision: 11 significant bits, up to 65504. For weights, whose scalars are small.
    case float16
    /// The upper half of single precision: its range with 8 significant bits.
    case bfloat16

    package var stored: StoredScalar {
      switch self {
      case .float32: .single
      case .float16: .half
      case .bfloat16: .brain
      }
    }

    /// The largest number that does not become infinity.
    var largest: Float {
      switch self {
      case .float32: .greatestFiniteMagnitude
      // Below half a step beyond the largest half, 65504, and the largest bfloat16.
      case .float16: Float(65520).nextDown
      case .bfloat16: Float(bitPattern: 0x7F7F_7FFF)
      }
    }
  }
}

extension Tensor {
  /// Calls `body` with the scalars as a file has them.
  package func withBytes<Result>(
    storedAs stored: StoredScalar, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    // Single precision is what the memory has, without a copy.
    if stored == .single { return try withUnsafeScalars { try body(UnsafeRawBufferPointer($0)) } }
    let bytes = [UInt8](unsafeUninitializedCapacity: count * stored.size) { buffer, size in
      size = count * stored.size
      guard let target = buffer.baseAddress else { return }
      withScalars(self) { convert($0, count: count, to: stored, into: target) }
    }
    return try bytes.withUnsafeBytes(body)
  }
}

extension Safetensors.Precision {
  /// The tensor as it comes back from a file.
  package func rounded(_ tensor: Tensor) -> Tensor {
    if self == .float32 || tensor.count == 0 { return tensor }
    return tensor.withBytes(storedAs: stored) { bytes in
      Tensor(tensor.shape) { target in
        convert(bytes.baseAddress!, from: stored, count: tensor.count, into: target)
      }
    }
  }

  /// Throws if a tensor, which has scalars, holds a number that would become infinity.
  package func requireRange(
    of tensor: Tensor, named name: String, in url: URL
  ) throws(FileProblem) {
    let size = tensor.detached.abs().max().item
    guard size <= largest else {
      throw FileProblem(
        url, found: "\(name) with a number of size \(size)",
        expected: "weights within the range of \(self)")
    }
  }
}
