import OneShot

/// The median times of a whole training step: loss and gradients, and the optimizer's update.
struct StepTimes {
  let gradient: Double
  let update: Double

  init(_ network: inout Siamese<Sequential>, pairs: Int, steps: Int) throws {
    var random = SeededGenerator(seed: 1)
    let left = Networks.images(pairs, for: network, using: &random)
    let right = Networks.images(pairs, for: network, using: &random)
    let targets = alternatingTargets(pairs)
    var optimizer = Networks.blogOptimizer()
    var (gradientSeconds, updateSeconds): ([Double], [Double]) = ([], [])
    for _ in 0..<steps + 2 {
      let start = ContinuousClock.now
      let (_, gradients) = OneShot.gradient(of: &network) {
        binaryCrossEntropy($0(left, right), targets)
      }
      let middle = ContinuousClock.now
      optimizer.update(&network, along: gradients)
      gradientSeconds.append((middle - start) / .seconds(1))
      updateSeconds.append((ContinuousClock.now - middle) / .seconds(1))
    }
    gradient = Measurement.median(of: Array(gradientSeconds.dropFirst(2)))
    update = Measurement.median(of: Array(updateSeconds.dropFirst(2)))
  }
}

/// Walks through a network and times each operation on its own, forward and backward.
struct PartTimes {
  let steps: Int
  private(set) var parts: [LayerTable.Part] = []
  private var activations = LayerTable.Part(name: "activations")
  private var pooling = LayerTable.Part(name: "pooling")

  init(steps: Int) { self.steps = steps }

  /// Times the parts of a training step on so many random images.
  mutating func visit(_ network: Siamese<Sequential>, images: Int) {
    var random = SeededGenerator(seed: 1)
    var value = Networks.images(images, for: network, using: &random)
    for (index, layer) in network.leg.layers.enumerated() {
      switch layer {
      case let layer as Conv2D: value = visit(layer, on: value, isFirst: index == 0)
      case let layer as Dense: value = visit(layer, on: value)
      case is MaxPool2D: value = time(&pooling, at: [value]) { layer($0[0]) }
      default: value = layer(value)
      }
    }
    parts += [activations, pooling]
    visitHead(of: network, on: value)
  }

  /// The images are data, so the first layer has no gradient to give to its input.
  private mutating func visit(_ layer: Conv2D, on input: Tensor, isFirst: Bool) -> Tensor {
    let kernel = layer.window.kernel
    var part = LayerTable.Part(
      name: "conv \(kernel.height)×\(kernel.width), \(layer.filters)",
      backwardWork: isFirst ? 1 : 2)
    let weights = [layer.weight.value] + (layer.bias.map { [$0.value] } ?? [])
    let output = time(&part, at: isFirst ? weights : weights + [input]) { tracked in
      (isFirst ? input : tracked[tracked.count - 1]).convolved(
        with: tracked[0], bias: layer.bias == nil ? nil : tracked[1],
        strides: layer.window.strides, padding: layer.window.padding)
    }
    part.multiplyAdds = Double(output.count * kernel.height * kernel.width * input.shape[3])
    parts.append(part)
    return time(&activations, at: [output]) { layer.activation($0[0]) }
  }

  private mutating func visit(_ layer: Dense, on input: Tensor) -> Tensor {
    var part = LayerTable.Part(name: "dense \(layer.units)", backwardWork: 2)
    let weights = [layer.weight.value] + (layer.bias.map { [$0.value] } ?? [])
    let output = time(&part, at: [input] + weights) { tracked in
      let product = tracked[0].matmul(tracked[1])
      return layer.bias == nil ? product : product + tracked[2]
    }
    part.multiplyAdds = Double(output.count * input.shape[1])
    parts.append(part)
    return time(&activations, at: [output]) { layer.activation($0[0]) }
  }

  private mutating func visitHead(of network: Siamese<Sequential>, on embeddings: Tensor) {
    var part = LayerTable.Part(name: "distance, head and loss")
    let pairs = embeddings.shape[0] / 2
    let targets = alternatingTargets(pairs)
    _ = time(&part, at: [embeddings]) { tracked in
      let features = network.distance(tracked[0][0..<pairs], tracked[0][pairs..<2 * pairs])
      return binaryCrossEntropy(network.head(features), targets)
    }
    parts.append(part)
  }

  /// Adds the median times of an operation and of its gradients to `part`; returns its value.
  private func time(
    _ part: inout LayerTable.Part, at inputs: [Tensor], _ operation: ([Tensor]) -> Tensor
  ) -> Tensor {
    let (forward, backward, value) = times(at: inputs, operation)
    // The gradient starts from a sum, whose own part is no part of a training step.
    let (_, seed, _) = times(at: [value]) { $0[0] }
    part.forwardSeconds += forward
    part.backwardSeconds += max(0, backward - seed)
    return value
  }

  private func times(
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
