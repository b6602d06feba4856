extension Convolution {
  /// What a forward pass is to keep for the backward one, where the algorithm and the epilogue have it.
  package struct Keeping {
    let inputPlanes: Bool
    let winners: Bool

    /// - Parameters:
    ///   - inputPlanes: Transformed images, which the weight's gradient reads.
    ///   - winners: Where the maxima of pooling came from, which every gradient reads.
    package init(inputPlanes: Bool, winners: Bool) {
      self.inputPlanes = inputPlanes
      self.winners = winners
    }

    package static let nothing = Keeping(inputPlanes: false, winners: false)
    package static let everything = Keeping(inputPlanes: true, winners: true)
  }

  /// What a convolution was computed from, and its output.
  package struct Operands {
    let input: UnsafePointer<Float>?
    let weight: UnsafePointer<Float>
    let scale: UnsafePointer<Float>?
    let output: UnsafePointer<Float>?

    /// Input and output where they are needed.
    package init(
      input: UnsafePointer<Float>?, weight: UnsafePointer<Float>,
      scale: UnsafePointer<Float>? = nil, output: UnsafePointer<Float>?
    ) {
      self.input = input
      self.weight = weight
      self.scale = scale
      self.output = output
    }
  }

  /// Room for the gradients that are wanted.
  package struct Wanted {
    let input: UnsafeMutablePointer<Float>?
    let weight: UnsafeMutablePointer<Float>?
    let bias: UnsafeMutablePointer<Float>?

    package init(
      input: UnsafeMutablePointer<Float>?, weight: UnsafeMutablePointer<Float>?,
      bias: UnsafeMutablePointer<Float>?
    ) {
      self.input = input
      self.weight = weight
      self.bias = bias
    }
  }
}
