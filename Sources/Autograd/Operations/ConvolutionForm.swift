import Kernels
import Tensor

/// A convolution and its two gradients, as operations that have gradients of their own.
///
/// All three are partial derivatives of one form, ⟨x ∗ w, g⟩, which is linear in the images x, in the
/// filters w and in the gradient g of the results. So the gradients of each are made of the other two, and
/// there are derivatives of any order.
struct ConvolutionForm: Sendable {
  private let convolution: Convolution
  private let images: Shape
  private let weight: Shape

  /// The form of a convolution whose results nothing follows.
  init(_ convolution: Convolution, images: Shape, weight: Shape) {
    self.convolution = Convolution(
      window: convolution.window, filters: convolution.filters, groups: convolution.groups,
      algorithm: convolution.algorithm)
    self.images = images
    self.weight = weight
  }

  /// x ∗ w.
  func results(of x: Tensor, _ w: Tensor) -> Tensor {
    let (images, filters) = (x.detached, w.detached)
    let wanted = (x: x.isTracked, w: w.isTracked)
    return forward(images, filters).derived(from: [x, w], named: "convolved") { g in
      [
        wanted.x ? imageSlope(g, filters) : nil,
        wanted.w ? weightSlope(images, g) : nil,
      ]
    } recorded: {
      let (x, w, g) = ($0.inputs[0], $0.inputs[1], $0.gradient)
      return [
        $0.isWanted[0] ? imageGradient(of: g, w) : nil,
        $0.isWanted[1] ? weightGradient(of: x, g) : nil,
      ]
    }
  }

  /// The gradient of the images, from that of the results: a transposed convolution.
  func imageGradient(of g: Tensor, _ w: Tensor) -> Tensor {
    let (gradient, filters) = (g.detached, w.detached)
    let wanted = (g: g.isTracked, w: w.isTracked)
    return imageSlope(gradient, filters).derived(from: [g, w], named: "convolved") { u in
      [
        wanted.g ? forward(u, filters) : nil,
        wanted.w ? weightSlope(u, gradient) : nil,
      ]
    } recorded: {
      let (g, w, u) = ($0.inputs[0], $0.inputs[1], $0.gradient)
      return [
        $0.isWanted[0] ? results(of: u, w) : nil,
        $0.isWanted[1] ? weightGradient(of: u, g) : nil,
      ]
    }
  }

  /// The gradient of the filters, from that of the results.
  func weightGradient(of x: Tensor, _ g: Tensor) -> Tensor {
    let (images, gradient) = (x.detached, g.detached)
    let wanted = (x: x.isTracked, g: g.isTracked)
    return weightSlope(images, gradient).derived(from: [x, g], named: "convolved") { v in
      [
        wanted.x ? imageSlope(gradient, v) : nil,
        wanted.g ? forward(images, v) : nil,
      ]
    } recorded: {
      let (x, g, v) = ($0.inputs[0], $0.inputs[1], $0.gradient)
      return [
        $0.isWanted[0] ? imageGradient(of: g, v) : nil,
        $0.isWanted[1] ? results(of: x, v) : nil,
      ]
    }
  }

  private func forward(_ x: Tensor, _ w: Tensor) -> Tensor {
    Tensor(convolution.outputShape) { target in
      withScalars(x, w) {
        _ = convolution.forward(
          input: $0, weight: $1, bias: nil, output: target, keeping: .nothing)
      }
    }
  }

  private func imageSlope(_ g: Tensor, _ w: Tensor) -> Tensor {
    Tensor(images) { target in
      withScalars(g, w) { g, w in
        // The images take no part in their own gradient.
        convolution.backward(
          .init(input: g, weight: w, output: nil), outputGradient: g, memory: ConvolutionMemory(),
          wanted: .init(input: target, weight: nil, bias: nil))
      }
    }
  }

  private func weightSlope(_ x: Tensor, _ g: Tensor) -> Tensor {
    Tensor(weight) { target in
      withScalars(x, g) { x, g in
        // Nor do the filters in theirs.
        withoutMemory.backward(
          .init(input: x, weight: x, output: nil), outputGradient: g, memory: ConvolutionMemory(),
          wanted: .init(input: nil, weight: target, bias: nil))
      }
    }
  }

  /// The convolution by an algorithm whose filters' gradient needs no more than the images.
  private var withoutMemory: Convolution {
    if convolution.needsInput { return convolution }
    return Convolution(
      window: convolution.window, filters: convolution.filters, groups: convolution.groups,
      algorithm: convolution.window.kernel.height == 3 ? .toomCook(tile: 6) : .unfolded)
  }
}
