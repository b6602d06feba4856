import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct LinearFusionTests {
  /// A built model whose statistics, scales and shifts are not those of the beginning; some of the
  /// scales are negative.
  private func built(_ layers: [any Layer], for input: Shape) throws -> Sequential {
    var (model, seed) = (Sequential(layers), UInt64(1))
    try model.build(for: input, seed: 2)
    model.forEachParameter { path, parameter in
      seed += 1
      guard parameter.value.rank == 1 else { return }
      parameter.value =
        samples(
          parameter.value.shape, positive: path.hasSuffix("Variance"), seed: seed)[0]
    }
    return model
  }

  private func apart(_ model: Sequential, _ input: Tensor) -> Tensor {
    model.layers.reduce(input) { $1($0) }
  }

  private static let convolutions: [any Layer] = [
    Conv2D(5, kernel: 3), Conv2D(5, kernel: 3, padding: .same, usesBias: false),
    Conv2D(5, kernel: 1, strides: 2), Conv2D(8, kernel: 3, groups: 2),
    Conv2D(16, kernel: 3, groups: 8), DepthwiseConv2D(kernel: 3),
    DepthwiseConv2D(kernel: 3, multiplier: 2, usesBias: false),
  ]

  @Test(arguments: convolutions.indices)
  func aNormalizedConvolutionIsOnePass(_ index: Int) throws {
    let convolution = Self.convolutions[index]
    let images = samples([3, 9, 8, 8])[0]
    let tails: [[any Layer]] = [
      [], [Activation.relu], [Activation.relu6], [Activation.relu, MaxPool2D()],
      [Activation.tanh, MaxPool2D()],
      [MaxPool2D()], [Activation.leakyReLU(slope: 0.1), MaxPool2D()],
      [Activation.leakyReLU(slope: -0.1)],
    ]
    for tail in tails {
      var model = try built([convolution, BatchNorm()] + tail, for: [9, 8, 8])
      #expect(model.layers[0].fused(with: model.layers[1]) != nil)
      expectClose(model(images), apart(model, images))
      // As it is now, not as it was.
      model.forEachParameter { _, parameter in parameter.value = parameter.value * 1.5 }
      expectClose(model(images), apart(model, images))
    }
  }

  @Test(arguments: convolutions.indices)
  func aFrozenNormIsPartOfTheTraining(_ index: Int) throws {
    let images = samples([3, 9, 8, 8])[0]
    for pools in [false, true] {
      var model = try built(
        [Self.convolutions[index], BatchNorm(), Activation.relu] + (pools ? [MaxPool2D()] : []),
        for: [9, 8, 8])
      model.forEachParameter { path, parameter in parameter.isFrozen = path.hasPrefix("1.") }
      let found = gradient(of: &model) { $0(images).square().sum() }
      let expected = gradient(of: &model) { apart($0, images).square().sum() }
      expectClose(found.loss, expected.loss)
      for (path, b) in zip(expected.gradients.paths, expected.gradients.values) {
        let a = found.gradients[path]
        #expect((a == nil) == path.hasPrefix("1.") && (b == nil) == (a == nil))
        if let a, let b { expectClose(a, b, path) }
      }
      let frozen = model
      let loss = { (images: Tensor) in frozen(images).square().sum() }
      let separate = { (images: Tensor) in self.apart(frozen, images).square().sum() }
      expectClose(
        gradient(at: [images]) { loss($0[0]) }[0], gradient(at: [images]) { separate($0[0]) }[0])
    }
  }

  @Test func whileItTrainsTheNormUsesTheBatch() throws {
    let images = samples([3, 9, 8, 8])[0]
    let layers: [any Layer] = [
      Conv2D(5, kernel: 3, padding: .same), BatchNorm(), Activation.relu, MaxPool2D(),
    ]
    for count in 2...4 {
      var together = try built(Array(layers.prefix(count)), for: [9, 8, 8])
      var separate = together
      let found = gradient(of: &together) { model in
        #expect(model.layers[0].fused(with: model.layers[1]) == nil)
        return model(images).square().sum()
      }
      let expected = gradient(of: &separate) { apart($0, images).square().sum() }
      expectClose(found.loss, expected.loss)
      for (path, expected) in zip(expected.gradients.paths, expected.gradients.values) {
        // Batch norm takes the bias away again: its gradient is rounding alone.
        guard let expected, path != "0.bias" else { continue }
        expectClose(found.gradients[path] ?? 0, expected, path)
      }
      for (a, b) in zip(together.parameters, separate.parameters) {
        expectClose(a.parameter.value, b.parameter.value, a.path)
      }
    }
  }

  @Test func aNormalizedProductIsOnePass() throws {
    let x = samples([4, 6])[0]
    for dense in [Dense(5), Dense(5, usesBias: false)] {
      for tail: [any Layer] in [
        [], [Activation.relu], [Activation.sigmoid], [Activation.leakyReLU()],
      ] {
        var model = try built([dense, BatchNorm()] + tail, for: [6])
        #expect(model.layers[0].fused(with: model.layers[1]) != nil)
        expectClose(model(x), apart(model, x))
        model.forEachParameter { path, parameter in parameter.isFrozen = path.hasPrefix("1.") }
        let found = gradient(of: &model) { $0(x).square().sum() }.gradients
        let expected = gradient(of: &model) { apart($0, x).square().sum() }.gradients
        for (a, b) in zip(found.values, expected.values) { expectClose(a ?? 0, b ?? 0) }
      }
    }
  }

  /// Convolutions that can be a chain and one, of 3×3 filters, that cannot.
  private static let chain: [any Layer] = [
    Conv2D(6, kernel: 3, strides: 2, padding: .same, usesBias: false), BatchNorm(),
    Activation.relu6, DepthwiseConv2D(kernel: 3, padding: .same), Activation.relu,
    Conv2D(9, kernel: 1), BatchNorm(), Conv2D(10, kernel: 3, padding: .same, activation: .relu),
    MaxPool2D(), SeparableConv2D(4, kernel: 3, activation: .relu6),
    DepthwiseConv2D(kernel: 3, padding: .same, multiplier: 2, activation: .relu6),
    Conv2D(5, kernel: 1, activation: .tanh),
  ]

  @Test func convolutionsInARowAreOnePassWhereNoGradientIsRecorded() throws {
    let images = samples([3, 26, 22, 8])[0]
    var model = try built(Self.chain, for: [26, 22, 8])
    let first = try #require(model.layers[0].fused(with: model.layers[1]))
    #expect(first.fused(with: model.layers[3]) != nil)
    expectClose(model(images), apart(model, images))
    let loss = gradient(of: &model) { model in
      #expect(model.layers[0].fused(with: model.layers[3]) == nil)
      return model(images).square().sum()
    }
    expectClose(
      loss.loss, gradient(of: &model) { apart($0, images).square().sum() }.loss)
    // Each image by itself gives the same bits.
    let one = Tensor(Array(images.scalars.prefix(26 * 22 * 8)), shape: [1, 26, 22, 8])
    let all = model(images).scalars
    #expect(model(one).scalars == Array(all.prefix(all.count / 3)))
  }

  @Test func whatCannotBeOnePassIsNot() {
    #expect(Conv2D(2, kernel: 3, activation: .tanh).fused(with: BatchNorm()) == nil)
    #expect(Conv2D(2, kernel: 3, activation: .relu).fused(with: BatchNorm()) == nil)
    #expect(Conv2D(2, kernel: 3).fused(with: Activation.tanh) == nil)
    #expect(Dense(2, activation: .relu).fused(with: MaxPool2D()) == nil)
    #expect(BatchNorm().fused(with: Activation.tanh) == nil)
  }

  @Test func residualBlocksTakePart() throws {
    let block = Residual(activation: .relu) {
      Conv2D(4, kernel: 3, strides: 2, padding: .same, usesBias: false)
      BatchNorm()
      Activation.relu
      Conv2D(4, kernel: 3, padding: .same)
      BatchNorm()
    } shortcut: {
      Conv2D(4, kernel: 1, strides: 2, usesBias: false)
      BatchNorm()
    }
    let model = try built([block], for: [8, 8, 3])
    let images = samples([2, 8, 8, 3])[0]
    let residual = try #require(model.layers[0] as? Residual)
    let shortcut = try #require(residual.shortcut)
    expectClose(
      model(images), (apart(shortcut, images) + apart(residual.layers, images)).relu())
    let rows = try model.summary(for: [8, 8, 3]).rows
    #expect(rows.count == 7)
    #expect(rows[1].layer == "model.0.layers.1 (BatchNorm)")
  }
}
