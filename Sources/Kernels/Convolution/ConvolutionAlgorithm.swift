import Basics

/// How a convolution is computed.
package enum ConvolutionAlgorithm: Sendable, Hashable {
  /// Patches laid out as a matrix (im2col), or the pixels themselves for a 1×1 kernel.
  case unfolded
  /// Tiles of so many inputs a side, transformed by the discrete Fourier transform in real numbers.
  case bilinear(tile: Int)
  /// The same with Toom and Cook's points, for small kernels and tiles.
  case toomCook(tile: Int)
  /// A vector of channels at a time, where each has filters of its own.
  case depthwise

  /// The size of the bilinear form, nil if there is none.
  var size: BilinearSize? {
    switch self {
    case .unfolded, .depthwise: nil
    case .bilinear(let tile): .fourier(tile)
    case .toomCook(let tile): .toomCook(tile)
    }
  }

  /// The bilinear form for kernels of so many taps, nil if there is none.
  func form(taps: Int) -> BilinearForm? {
    if size == nil { return nil }
    let key = FormKey(algorithm: self, taps: taps)
    if let form = Self.forms.withLock({ $0[key] }) { return form }
    // Two threads may make the same one.
    let form: BilinearForm? =
      switch self {
      case .unfolded, .depthwise: nil
      case .bilinear(let tile): .fourier(taps: taps, inputs: tile)
      case .toomCook(let tile): .toomCook(taps: taps, inputs: tile)
      }
    Self.forms.withLock { $0[key] = form }
    return form
  }

  /// The forms made so far: to make one takes as long as a small convolution.
  private static let forms = Lock<[FormKey: BilinearForm]>([:], isGlobal: true)

  private struct FormKey: Hashable {
    let algorithm: ConvolutionAlgorithm
    let taps: Int
  }
}
