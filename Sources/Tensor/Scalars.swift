/// Something whose scalars an operation reaches through a pointer: a tensor, to be read; a `Storage`
/// that nothing else holds yet, to be written; and either of them if it may be missing.
package protocol ScalarHolder {
  associatedtype Pointer
  var scalarPointer: Pointer { get }
}

extension Tensor: ScalarHolder {
  /// Valid while the tensor lives, even if it is empty.
  package var scalarPointer: UnsafePointer<Float> { UnsafePointer(storage.pointer) }
}

extension Storage: ScalarHolder {
  package var scalarPointer: UnsafeMutablePointer<Float> { pointer }
}

extension Optional: ScalarHolder where Wrapped: ScalarHolder {
  package var scalarPointer: Wrapped.Pointer? { self?.scalarPointer }
}

/// Calls `body` with a pointer to the scalars of each operand.
///
/// ```swift
/// let mean = Storage(count: columns)
/// // Reads, reads, writes:
/// withScalars(x, weights, mean) { x, weights, mean in … }
/// ```
package func withScalars<each Operand: ScalarHolder, Result>(
  _ operands: repeat each Operand, body: (repeat (each Operand).Pointer) throws -> Result
) rethrows -> Result {
  defer { withExtendedLifetime((repeat each operands)) {} }
  return try body(repeat (each operands).scalarPointer)
}

extension Tensor {
  /// Writes the scalars in place, row-major; they are copied first if another tensor shares them.
  package mutating func mutateScalars<Result>(
    _ body: (UnsafeMutablePointer<Float>) throws -> Result
  ) rethrows -> Result {
    // A tensor's memory has an address even where it is empty.
    try withUnsafeMutableScalars { try body($0.baseAddress!) }
  }
}
