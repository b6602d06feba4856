import OneShot

/// Walks through a network and times each part on its own, forward and backward.
struct PartTimes {
  let steps: Int
  private(set) var parts: [LayerTable.Part] = []
  private var epilogues = LayerTable.Part(name: "ReLU and pooling after convolutions")
  private var activations = LayerTable.Part(name: "other activations")

  init(steps: Int) { self.steps = steps }

  /// Times the parts of a training step on so many random images.
  mutating func visit(_ network: Siamese<Sequential>, images: Int) {
    var random = SeededGenerator(seed: 1)
    var value = Networks.images(images, for: network, using: &random)
    var rest = network.leg.layers[...]
    var isFirst = true
    while let layer = rest.popFirst() {
      switch layer {
      case let layer as Conv2D:
        let pooling = rest.first as? MaxPool2D
        if pooling != nil { rest.removeFirst() }
        value = visit(layer, then: pooling, on: value, isFirst: isFirst)
      case let layer as Dense: value = visit(layer, on: value)
      default: value = layer(value)
      }
      isFirst = false
    }
    parts += [epilogues, activations]
    visitHead(of: network, on: value)
  }

  /// Times the bare convolution, then the layer with its activation and the pooling after it, which
  /// the library may compute as one; what these take beyond the convolution is a part of its own.
  ///
  /// The images are data, so the first layer has no gradient to give to its input.
  private mutating func visit(
    _ layer: Conv2D, then pooling: MaxPool2D?, on input: Tensor, isFirst: Bool
  ) -> Tensor {
    let kernel = layer.window.kernel
    let weights = [layer.weight.value] + (layer.bias.map { [$0.value] } ?? [])
    let inputs = isFirst ? weights : weights + [input]
    let bare = times(at: inputs) { tracked in
      (isFirst ? input : tracked[tracked.count - 1]).convolved(
        with: tracked[0], bias: layer.bias == nil ? nil : tracked[1],
        strides: layer.window.strides, padding: layer.window.padding,
        dilation: layer.window.dilation, groups: layer.groups)
    }
    let whole = times(at: inputs) { tracked in
      var layer = layer
      layer.weight.value = tracked[0]
      layer.bias?.value = tracked[1]
      let block = Sequential([layer] + (pooling.map { [$0] } ?? []))
      return block(isFirst ? input : tracked[tracked.count - 1])
    }
    let work = bare.value.count * kernel.height * kernel.width * input.shape[3] / layer.groups
    parts.append(
      LayerTable.Part(
        name: "conv \(kernel.height)×\(kernel.width), \(layer.filters)",
        forwardSeconds: bare.forward, backwardSeconds: bare.backward,
        multiplyAdds: Double(work), backwardWork: isFirst ? 1 : 2))
    epilogues.forwardSeconds += whole.forward - bare.forward
    epilogues.backwardSeconds += whole.backward - bare.backward
    return whole.value
  }

  private mutating func visit(_ layer: Dense, on input: Tensor) -> Tensor {
    let weights = [layer.weight.value] + (layer.bias.map { [$0.value] } ?? [])
    let product = times(at: [input] + weights) { tracked in
      let product = tracked[0].matmul(tracked[1])
      return layer.bias == nil ? product : product + tracked[2]
    }
    parts.append(
      LayerTable.Part(
        name: "dense \(layer.units)", forwardSeconds: product.forward,
        backwardSeconds: product.backward,
        multiplyAdds: Double(product.value.count * input.shape[1]), backwardWork: 2))
    let activation = times(at: [product.value]) { layer.activation($0[0]) }
    activations.forwardSeconds += activation.forward
    activations.backwardSeconds += activation.backward
    return activation.value
  }

  private mutating func visitHead(of network: Siamese<Sequential>, on embeddings: Tensor) {
    let pairs = embeddings.shape[0] / 2
    let targets = alternatingTargets(pairs)
    let head = times(at: [embeddings]) { tracked in
      let features = network.distance(tracked[0][0..<pairs], tracked[0][pairs..<2 * pairs])
      return binaryCrossEntropy(network.head(features), targets)
    }
    parts.append(
      LayerTable.Part(
        name: "distance, head and loss", forwardSeconds: head.forward,
        backwardSeconds: head.backward))
  }

  /// The median times of an operation and of its gradients, and its value.
  private func times(
    at inputs: [Tensor], _ operation: ([Tensor]) -> Tensor
  ) -> (forward: Double, backward: Double, value: Tensor) {
    let (forward, backward, value) = timesWithSum(at: inputs, operation)
    // The gradient starts from a sum, whose own part is no part of a training step.
    let (_, seed, _) = timesWithSum(at: [value]) { $0[0] }
    return (forward, max(0, backward - seed), value)
  }

  private func timesWithSum(
    at inputs: [Tensor], _ operation: ([Tensor]) -> Tensor
  ) -> (forward: Double, backward: Double, value: Tensor) {
    var (forward, backward): ([Double], [Double]) = ([], [])
    var value = Tensor(0)
    for _ in 0..<steps + 1 {
      var mark = ContinuousClock.now
      _ = gradient(at: inputs) { tracked in
        let start = ContinuousClock.now
        let result = operation(tracked)
        forward.append((ContinuousClock.now - start) / .seconds(1))
        value = result.detached
        let sum = result.sum()
        mark = ContinuousClock.now
        return sum
      }
      backward.append((ContinuousClock.now - mark) / .seconds(1))
    }
    return (
      Measurement.median(of: Array(forward.dropFirst())),
      Measurement.median(of: Array(backward.dropFirst())), value
    )
  }
}
