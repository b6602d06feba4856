import CKernels

/// Our own products of matrices, written for the instructions of some processors.
///
/// The order of the additions over the depth depends on the shape alone; results of different kernels
/// may differ in rounding.
package struct ProductKernel: Sendable {
  private let function: ProductFunction

  /// The kernel for these instructions, which the processor must have.
  package init(_ instructions: Instructions) {
    function = productFunction(instructions.value)
  }

  /// The fastest that this processor has.
  package static let best = ProductKernel(.best)

  /// The most multiply-adds of a product that is computed here and not by OpenBLAS.
  static let largest = 1 << 26
  /// Larger ones too if they have no more rows, or no more depth: the right operand, or the result, goes
  /// by once, and what OpenBLAS does around its products weighs as much as they do.
  static let few = 128

  /// `c = a · b`, or `c += a · b`, on the calling thread alone, without memory from the system or locks.
  ///
  /// - Parameters:
  ///   - b: Not transposed.
  ///   - ending: What becomes of the result.
  package func multiply(
    _ a: Matrix, _ b: Matrix, into c: UnsafeMutablePointer<Float>, stride: Int,
    accumulating: Bool = false, repeated: Repetition = .once, ending: Ending? = nil
  ) {
    var product = Product(
      a: a.pointer, aRowStride: a.isTransposed ? 1 : a.stride,
      aColumnStride: a.isTransposed ? a.stride : 1, b: b.pointer, bRowStride: b.stride,
      bPanelStride: Matrix.panelColumns * (b.isPanels ? b.rows : 1), c: c, cRowStride: stride,
      rows: a.rows, columns: b.columns, depth: a.columns, accumulates: accumulating,
      count: repeated.count, bStep: repeated.operandStep, cStep: repeated.resultStep,
      ends: ending != nil, ending: ending ?? .none)
    function(&product)
  }
}
