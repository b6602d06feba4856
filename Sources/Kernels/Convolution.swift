/// How a convolution is computed.
package enum ConvolutionAlgorithm: Sendable, Hashable {
  /// Patches laid out as a matrix (im2col), or the pixels themselves for a 1×1 kernel.
  case unfolded
  /// Tiles of so many inputs a side, transformed by the discrete Fourier transform in real numbers.
  case bilinear(tile: Int)
}

/// Two-dimensional convolution (cross-correlation) of NHWC images with filters of shape
/// `[kernelHeight, kernelWidth, channels, filters]`.
package struct Convolution: Sendable {
  package let window: Window
  package let filters: Int
  package let algorithm: ConvolutionAlgorithm

  /// A convolution by the given algorithm; by default the one that the shapes make cheapest.
  package init(window: Window, filters: Int, algorithm: ConvolutionAlgorithm? = nil) {
    self.window = window
    self.filters = filters
    self.algorithm = algorithm ?? ConvolutionPlan(window: window, filters: filters).algorithm
  }

  private var unfolded: UnfoldedConvolution {
    UnfoldedConvolution(window: window, filters: filters)
  }

  private func bilinear(tile: Int) -> BilinearConvolution {
    BilinearConvolution(
      window: window, filters: filters,
      form: .fourier(taps: window.kernelHeight, inputs: tile))
  }

  /// `output = input ∗ weight + bias`.
  ///
  /// - Returns: With `keeping`, what `backward` needs besides the operands.
  package func forward(
    input: UnsafePointer<Float>, weight: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
    output: UnsafeMutablePointer<Float>, keeping: Bool
  ) -> ConvolutionMemory {
    guard case .bilinear(let tile) = algorithm else {
      unfolded.forward(input: input, weight: weight, bias: bias, output: output)
      return ConvolutionMemory()
    }
    let convolution = bilinear(tile: tile)
    let filterPlanes = PooledBuffer(count: convolution.filterPlaneCount)
    let inputPlanes = keeping ? PooledBuffer(count: convolution.inputPlaneCount) : nil
    withSingleThreadedBLAS {
      convolution.transformFilters(weight, into: filterPlanes.pointer)
      convolution.forward(
        input: input, filterPlanes: filterPlanes.pointer, bias: bias, output: output,
        kept: inputPlanes?.pointer)
    }
    return ConvolutionMemory(
      inputPlanes: inputPlanes, filterPlanes: keeping ? filterPlanes : nil)
  }

  /// Writes the gradients that are wanted, from the output's.
  package func backward(
    input: UnsafePointer<Float>, weight: UnsafePointer<Float>,
    outputGradient: UnsafePointer<Float>, memory: ConvolutionMemory,
    inputGradient: UnsafeMutablePointer<Float>?, weightGradient: UnsafeMutablePointer<Float>?
  ) {
    if case .bilinear(let tile) = algorithm, let inputPlanes = memory.inputPlanes,
      let filterPlanes = memory.filterPlanes
    {
      return withSingleThreadedBLAS {
        bilinear(tile: tile).backward(
          outputGradient: outputGradient, inputPlanes: inputPlanes.pointer,
          filterPlanes: filterPlanes.pointer, inputGradient: inputGradient,
          weightGradient: weightGradient)
      }
    }
    if let inputGradient {
      unfolded.backwardInput(
        outputGradient: outputGradient, weight: weight, inputGradient: inputGradient)
    }
    if let weightGradient {
      unfolded.backwardWeight(
        input: input, outputGradient: outputGradient, weightGradient: weightGradient)
    }
  }
}

/// What a forward pass keeps for the backward one: transformed images and filters, where the
/// algorithm has them.
package struct ConvolutionMemory: Sendable {
  var inputPlanes: PooledBuffer?
  var filterPlanes: PooledBuffer?

  /// Nothing kept.
  package init() {}

  init(inputPlanes: PooledBuffer?, filterPlanes: PooledBuffer?) {
    self.inputPlanes = inputPlanes
    self.filterPlanes = filterPlanes
  }
}

/// Scratch memory that lives as long as this object.
final class PooledBuffer: Sendable {
  let count: Int
  nonisolated(unsafe) let pointer: UnsafeMutablePointer<Float>

  init(count: Int) {
    self.count = count
    pointer = BufferPool.allocate(count)
  }

  deinit { BufferPool.release(pointer, count: count) }
}
