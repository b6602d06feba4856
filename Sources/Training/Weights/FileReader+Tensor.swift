import Files
import Kernels
import Tensor

extension FileReader {
  /// The tensor whose scalars begin at a byte of the file, which must have all of them.
  ///
  /// Single precision is read to its place in the tensor; other types take room for the tensor's bytes
  /// meanwhile.
  ///
  /// - Parameters:
  ///   - check: Is given all bytes.
  package func tensor(
    _ shape: Shape, of stored: StoredScalar, bigEndian: Bool = false, at start: Int,
    check: (UnsafeRawBufferPointer) -> Void = { _ in }
  ) throws(FileProblem) -> Tensor {
    let range = start..<start + shape.count * stored.size
    if range.isEmpty { return .zeros(shape) }
    if stored == .single && !bigEndian {
      var failure: FileProblem?
      let tensor = Tensor(shape) { target in
        do throws(FileProblem) {
          try read(range, into: target)
          check(UnsafeRawBufferPointer(start: target, count: range.count))
        } catch {
          failure = error
        }
      }
      if let failure { throw failure }
      return tensor
    }
    let bytes = try bytes(range)
    return bytes.withUnsafeBytes { bytes in
      check(bytes)
      return Tensor(shape) { target in
        convert(
          bytes.baseAddress!, from: stored, bigEndian: bigEndian, count: shape.count, into: target)
      }
    }
  }
}

extension Shape {
  /// The bytes of an array whose dimensions, none negative, a file declares; nil if they are more than there
  /// can be, even if an empty axis makes them none.
  package static func byteCount(of dimensions: [Int], scalar size: Int) -> Int? {
    var product = size
    for factor in dimensions where factor > 0 {
      let (value, overflow) = product.multipliedReportingOverflow(by: factor)
      if overflow { return nil }
      product = value
    }
    return dimensions.contains(0) ? 0 : product
  }
}
