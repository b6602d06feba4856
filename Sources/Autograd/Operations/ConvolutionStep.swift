import Basics
import Kernels
import Tensor

/// A convolution with its operands, and what follows it.
package struct ConvolutionStep: Sendable {
  let weight: Tensor
  let scale: Tensor?
  let bias: Tensor?
  let window: SlidingWindow
  let groups: Int
  let epilogue: ConvolutionEpilogue

  /// The operands are those of `Tensor.convolved`.
  package init(
    weight: Tensor, scale: Tensor?, bias: Tensor?, window: SlidingWindow, groups: Int = 1,
    epilogue: ConvolutionEpilogue
  ) {
    self.weight = weight
    self.scale = scale
    self.bias = bias
    self.window = window
    self.groups = groups
    self.epilogue = epilogue
  }

  /// The convolution of images of the given shape; stops if the operands do not fit.
  func convolution(on images: Shape, by algorithm: ConvolutionAlgorithm? = nil) -> Convolution {
    require(
      weight.rank == 4 && images.rank == 4 && groups > 0 && weight.shape[2] * groups == images[3]
        && (weight.shape[0], weight.shape[1]) == window.kernel,
      "convolved: filters \(weight.shape) do not fit images \(images)"
        + (groups == 1 ? "" : " in \(groups) groups"))
    let filters = weight.shape[3]
    require(
      filters.isMultiple(of: groups),
      "convolved: \(groups) groups do not share \(filters) filters")
    for (name, term) in [("scale", scale), ("bias", bias)] {
      require(
        term.map { $0.shape == [filters] } ?? true,
        "convolved: expected a \(name) of shape [\(filters)], got \(term?.shape ?? [])")
    }
    require(!(scale?.isTracked ?? false), "convolved: a scale gets no gradient")
    return Convolution(
      window: window.window(on: images, for: "convolved"), filters: filters, groups: groups,
      epilogue: epilogue, algorithm: algorithm)
  }
}

extension Tensor {
  /// The images after all steps. Those whose algorithms allow it are one pass, in which what is between
  /// them is not stored; for several steps no gradient may be recorded.
  package func convolved(by steps: [ConvolutionStep]) -> Tensor {
    var (result, rest) = (self, steps[...])
    while let step = rest.first {
      let chain = steps.count > 1 ? result.chain(of: rest) : []
      if chain.count > 1 {
        result = result.convolved(by: chain, rest.prefix(chain.count))
        rest.removeFirst(chain.count)
      } else {
        result = result.convolved(
          with: step.weight, scale: step.scale, bias: step.bias, window: step.window,
          groups: step.groups, then: step.epilogue)
        rest.removeFirst()
      }
    }
    return result
  }

  /// The convolutions of the first steps, as many as can be a chain.
  private func chain(of steps: ArraySlice<ConvolutionStep>) -> [Convolution] {
    var (chain, shape) = ([Convolution](), shape)
    for step in steps {
      let convolution = step.convolution(on: shape)
      guard convolution.isChainable else { break }
      chain.append(convolution)
      shape = convolution.outputShape
    }
    return chain
  }

  private func convolved(
    by chain: [Convolution], _ steps: ArraySlice<ConvolutionStep>
  ) -> Tensor {
    ConvolutionTrace.current?.add(chain)
    return Tensor(chain.last!.outputShape) { output in
      withExtendedLifetime(steps) {
        let links = zip(chain, steps).map { convolution, step in
          ConvolutionChain.Link(
            convolution, weight: step.weight.scalarPointer, scale: step.scale?.scalarPointer,
            bias: step.bias?.scalarPointer)
        }
        withScalars(self) { ConvolutionChain(links).forward(input: $0, output: output) }
      }
    }
  }
}
