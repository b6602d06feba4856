import OneShot

extension SelfKind {
  /// The engine's convolution by whatever way it takes, against loops: the result and both gradients.
  static let convolutions = SelfKind("a convolution and loops") { draw, trial in
    let drawn = DrawnConvolution.drawn(&draw)
    let (images, settings) = (drawn.images, drawn.convolution)
    let x = draw.tensor(images, extremes: true)
    let w = draw.tensor(drawn.weight, extremes: true)
    trial.description =
      "images \(images), weight \(drawn.weight), strides \(settings.window.strides), padding "
      + "\(settings.window.padding), dilation \(settings.window.dilation), groups \(settings.groups)"
    trial.ways = try settings.plan(for: images.droppingFirst, count: images[0]).steps
      .flatMap(\.convolutions).map(way)
    let convolved: @Sendable (Tensor, Tensor) -> Tensor = {
      let window = settings.window
      return $0.convolved(
        with: $1, strides: window.strides, padding: window.padding, dilation: window.dilation,
        groups: settings.groups)
    }
    let found = convolved(x, w)
    let g = draw.tensor(found.shape, extremes: true)
    let gradients = gradient(at: [x, w]) { (convolved($0[0], $0[1]) * g).sum() }
    let loops = LoopConvolution(
      strides: settings.window.strides, dilation: settings.window.dilation,
      before: drawn.before(found.shape), groups: settings.groups, output: found.shape)
    let expected = loops.results(x, w, g)
    let magnitudes = loops.results(x.abs(), w.abs(), g.abs())
    // Tiles spread a rounding over all pixels of an image, or all taps of a filter, but not beyond its
    // channels; a unit is the largest sum of magnitudes there.
    let axes = [[1, 2], [1, 2], [0, 1]]
    let names = ["the result", "the gradient of the images", "the gradient of the weight"]
    for (index, found) in ([found] + gradients).enumerated() {
      let largest = magnitudes[index].max(axes: axes[index], keepingDimensions: true)
      trial.expectClose(
        found, expected[index], within: Bound(largest.broadcast(to: found.shape)), limit: 64,
        names[index])
    }
  }
}

/// A convolution with the size of its images.
private struct DrawnConvolution {
  let convolution: Conv2D
  let images: Shape
  let weight: Shape

  init?(_ convolution: Conv2D, on images: Shape) {
    let kernel = convolution.window.kernel
    self.convolution = convolution
    self.images = images
    weight = [kernel.height, kernel.width, images[3] / convolution.groups, convolution.filters]
    guard (try? convolution.outputShape(for: images.droppingFirst)) != nil else { return nil }
  }

  /// Rows above and columns left of the images, of `.same` as TensorFlow places them.
  func before(_ output: Shape) -> (height: Int, width: Int) {
    let window = convolution.window
    switch window.padding {
    case .valid: return (0, 0)
    case .zeros(let top, let left, _, _): return (top, left)
    case .same:
      func half(_ kernel: Int, _ dilation: Int, _ stride: Int, axis: Int) -> Int {
        max(0, (output[axis] - 1) * stride + (kernel - 1) * dilation + 1 - images[axis]) / 2
      }
      let (kernel, dilation, strides) = (window.kernel, window.dilation, window.strides)
      return (
        half(kernel.height, dilation.height, strides.height, axis: 1),
        half(kernel.width, dilation.width, strides.width, axis: 2)
      )
    }
  }

  /// One that fits, most of them small enough for loops to be done soon.
  static func drawn(_ draw: inout Draw) -> DrawnConvolution {
    while true {
      if let drawn = draw.one(in: 12) ? large(&draw) : small(&draw) { return drawn }
    }
  }

  /// Large kernels of many channels on large images, which Fourier's tiles suit.
  private static func large(_ draw: inout Draw) -> DrawnConvolution? {
    let kernel = draw.int(8...10)
    let convolution = Conv2D(
      draw.int(16...30), kernel: kernel, padding: ImageLayers.padding(&draw), usesBias: false)
    let side = draw.int(26...38)
    return DrawnConvolution(
      convolution, on: [draw.int(1...2), side, draw.int(26...38), draw.int(16...24)])
  }

  private static func small(_ draw: inout Draw) -> DrawnConvolution? {
    let channels = draw.channels()
    let isDepthwise = draw.one(in: 6)
    let divisors = (1...8).filter { channels.isMultiple(of: $0) }
    let groups = isDepthwise ? channels : draw.one(in: 5) ? draw.one(of: divisors) : 1
    let filters = groups > 1 ? groups * draw.int(1...3) : draw.channels()
    let side = draw.one(of: [1, 2, 3, 3, 3, 3, 4, 5, 5, 6, 7])
    let isPlain = draw.one(in: 2)
    let convolution = Conv2D(
      filters, kernel: (side, draw.one(in: 4) ? draw.int(1...7) : side),
      strides: isPlain ? (1, 1) : (draw.int(1...3), draw.int(1...3)),
      padding: ImageLayers.padding(&draw),
      dilation: isPlain ? (1, 1) : (draw.int(1...3), draw.int(1...2)), groups: groups,
      usesBias: false)
    let images: Shape = [draw.int(1...5), draw.int(1...20), draw.int(1...20), channels]
    guard let drawn = DrawnConvolution(convolution, on: images) else { return nil }
    return images.count * drawn.weight.count / channels * groups < 4_000_000 ? drawn : nil
  }
}
