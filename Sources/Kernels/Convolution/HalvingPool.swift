import CKernels

/// 2×2 max pooling of an image that remembers which scalar of each window won, so that the image itself
/// need not be kept for the gradient.
struct HalvingPool: Sendable {
  /// The size of the image.
  let height: Int
  let width: Int
  let channels: Int

  /// The largest scalar of each window; the first of equal ones wins.
  ///
  /// - Parameters:
  ///   - bias: Added to the maxima, one for each channel.
  ///   - rectifies: Whether what is negative becomes 0.
  ///   - winners: For each scalar of the output, room for the position in its window that it came from;
  ///     nil if no gradient will be asked for.
  func pool(
    _ result: UnsafePointer<Float>, bias: UnsafePointer<Float>? = nil, rectifies: Bool,
    into output: UnsafeMutablePointer<Float>, winners: UnsafeMutablePointer<UInt8>?
  ) {
    var halving = halving(rectifies: rectifies)
    functions.pool(&halving, result, bias, output, winners)
  }

  /// Writes each output's gradient to the winner of its window, and 0 elsewhere.
  func unpool(
    _ gradient: UnsafePointer<Float>, winners: UnsafePointer<UInt8>,
    into result: UnsafeMutablePointer<Float>
  ) {
    var halving = halving(rectifies: false)
    functions.unpool(&halving, gradient, winners, result)
  }

  private func halving(rectifies: Bool) -> Halving {
    Halving(height: height, width: width, channels: channels, rectifies: rectifies)
  }
}

private let functions = halvingFunctions(Instructions.best.value)!.pointee
