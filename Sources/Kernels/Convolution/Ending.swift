import CKernels

extension Ending {
  /// What an epilogue does with each result by itself; nil if it is not to cut off what lies beyond limits.
  init?(
    _ epilogue: ConvolutionEpilogue, scale: UnsafePointer<Float>? = nil,
    bias: UnsafePointer<Float>? = nil
  ) {
    self = .none
    (self.scale, shift) = (scale, bias)
    switch epilogue {
    case .bias: break
    case .relu: least = 0
    case .relu6: (least, most) = (0, 6)
    case .leakyReLU, .reluMaxPool: return nil
    }
  }

  /// The results stay as they are.
  static var none: Ending { Ending(scale: nil, shift: nil, least: -.infinity, most: .infinity) }

  /// The ending of the columns from the given one on.
  func columns(from first: Int) -> Ending {
    var ending = self
    ending.scale = scale.map { $0 + first }
    ending.shift = shift.map { $0 + first }
    return ending
  }
}
