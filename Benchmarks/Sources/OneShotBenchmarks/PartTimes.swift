import OneShot

/// Walks through layers and times each part of a training step on its own, forward and backward.
struct PartTimes {
  let steps: Int
  /// The parts in the order of their first; alike ones are one.
  private(set) var parts: [LayerTable.Part] = []

  init(steps: Int) { self.steps = steps }

  /// Times the layers one after another; what the library computes as one is one part.
  ///
  /// - Parameter isData: Whether the input is data, which gets no gradient.
  /// - Returns: The last layer's output.
  mutating func visit(_ layers: [any Layer], on input: Tensor, isData: Bool = false) -> Tensor {
    var value = input
    var isData = isData
    var rest = flattened(layers)[...]
    while let layer = rest.popFirst() {
      switch layer {
      case let layer as Conv2D:
        value = visit(layer, then: rest.take(MaxPool2D.self), on: value, isData: isData)
      case let layer as BatchNorm:
        let next: [any Layer] = rest.take(Activation.self) + rest.take(MaxPool2D.self)
        value = visit(layer, then: next, on: value)
      case let layer as Residual:
        value = visit(layer, then: rest.take(MaxPool2D.self), on: value, isData: isData)
      case let layer as Dense: value = visit(layer, on: value)
      case is Flatten: value = layer(value)
      default: value = visit(layer, named: String(describing: type(of: layer)), on: value)
      }
      isData = false
    }
    return value
  }

  /// Times what makes a loss of the layers' output.
  mutating func visit(loss: (Tensor) -> Tensor, named name: String, on input: Tensor, work: Work) {
    let times = OperationTimes(at: [input], steps: steps) { loss($0[0]) }
    let scalars = Work(scalars: Double(input.count))
    add(name, times, forward: work + scalars, backward: work + scalars)
  }

  /// Adds a part that was timed elsewhere, or to the one of the same name.
  mutating func add(_ part: LayerTable.Part) {
    guard let index = parts.firstIndex(where: { $0.name == part.name }) else {
      return parts.append(part)
    }
    parts[index].count += part.count
    parts[index].forwardSeconds += part.forwardSeconds
    parts[index].backwardSeconds += part.backwardSeconds
    parts[index].forwardWork = parts[index].forwardWork + part.forwardWork
    parts[index].backwardWork = parts[index].backwardWork + part.backwardWork
  }

  private mutating func add(
    _ name: String, _ times: OperationTimes, forward: Work, backward: Work
  ) {
    add(
      LayerTable.Part(
        name: name, forwardSeconds: times.forward, backwardSeconds: times.backward,
        forwardWork: forward, backwardWork: backward))
  }

  /// Times the bare convolution, then the layer with its activation and the pooling after it, which
  /// the library may compute as one; what these take beyond the convolution is a part of its own.
  private mutating func visit(
    _ layer: Conv2D, then pooling: [any Layer], on input: Tensor, isData: Bool
  ) -> Tensor {
    let weights = [layer.weight.value] + (layer.bias.map { [$0.value] } ?? [])
    let inputs = isData ? weights : weights + [input]
    let bare = OperationTimes(at: inputs, steps: steps) { tracked in
      (isData ? input : tracked[tracked.count - 1]).convolved(
        with: tracked[0], bias: layer.bias == nil ? nil : tracked[1],
        strides: layer.window.strides, padding: layer.window.padding,
        dilation: layer.window.dilation, groups: layer.groups)
    }
    let plan = PlannedConvolution(layer, on: input.shape)
    let kernel = layer.window.kernel
    add(
      "conv \(kernel.height)×\(kernel.width), \(size(input)) → \(layer.filters)", bare,
      forward: plan.forwardWork, backward: plan.backwardWork(hasInputGradient: !isData))
    if pooling.isEmpty && layer.activation.name == Activation.linear.name { return bare.value }
    let whole = OperationTimes(at: inputs, steps: steps) { tracked in
      var layer = layer
      layer.weight.value = tracked[0]
      layer.bias?.value = tracked[1]
      return Sequential([layer] + pooling)(isData ? input : tracked[tracked.count - 1])
    }
    add(
      LayerTable.Part(
        name: "activation and pooling after convolutions",
        forwardSeconds: whole.forward - bare.forward,
        backwardSeconds: whole.backward - bare.backward))
    return whole.value
  }

  /// Batch norm with what the library computes with it: both directions read their operands twice, as
  /// statistics, or sums, of all come first.
  private mutating func visit(
    _ layer: BatchNorm, then next: [any Layer], on input: Tensor
  ) -> Tensor {
    let times = OperationTimes(
      at: [input, layer.scale.value, layer.shift.value], steps: steps
    ) { tracked in
      var layer = layer
      layer.scale.value = tracked[1]
      layer.shift.value = tracked[2]
      return Sequential([layer] + next)(tracked[0])
    }
    let (x, y) = (Double(input.count), Double(times.value.count))
    add(
      name("batch norm", next, input), times, forward: Work(scalars: 2 * x + y),
      backward: Work(scalars: 2 * x + 2 * y + x))
    return times.value
  }

  /// The layers and the shortcut, then the sum with what the library computes with it.
  private mutating func visit(
    _ layer: Residual, then pooling: [any Layer], on input: Tensor, isData: Bool
  ) -> Tensor {
    let base = layer.shortcut.map { visit($0.layers, on: input, isData: isData) } ?? input
    let difference = visit(layer.layers.layers, on: input, isData: isData)
    let times = OperationTimes(at: [base, difference], steps: steps) { tracked in
      let sum = Residual(
        Sequential([Lambda("difference") { _ in tracked[1] }]),
        shortcut: Sequential([Lambda("base") { _ in tracked[0] }]), activation: layer.activation)
      return Sequential([sum] + pooling)(input)
    }
    let (x, y) = (Double(base.count), Double(times.value.count))
    add(
      name("sum", [layer.activation] + pooling, base), times, forward: Work(scalars: 2 * x + y),
      backward: Work(scalars: 2 * y + x))
    return times.value
  }

  private mutating func visit(_ layer: Dense, on input: Tensor) -> Tensor {
    let weights = [layer.weight.value] + (layer.bias.map { [$0.value] } ?? [])
    let product = OperationTimes(at: [input] + weights, steps: steps) { tracked in
      let product = tracked[0].matmul(tracked[1])
      return layer.bias == nil ? product : product + tracked[2]
    }
    let multiplyAdds = Double(product.value.count * input.shape[1])
    let (x, w, y) = (
      Double(input.count), Double(layer.weight.value.count), Double(product.value.count)
    )
    add(
      "dense \(size(input)) → \(layer.units)", product,
      forward: Work(multiplyAdds: multiplyAdds, scalars: x + w + y),
      backward: Work(multiplyAdds: 2 * multiplyAdds, scalars: 2 * x + 2 * w + y))
    if layer.activation.name == Activation.linear.name { return product.value }
    return visit(layer.activation, named: layer.activation.name, on: product.value)
  }

  /// Any other layer: its input or output read, the other written, and their gradients alike.
  private mutating func visit(
    _ layer: any Layer, named name: String, on input: Tensor
  ) -> Tensor {
    let times = OperationTimes(at: [input], steps: steps) { layer($0[0]) }
    let work = Work(scalars: Double(input.count + times.value.count))
    add("\(name), \(size(input))", times, forward: work, backward: work)
    return times.value
  }

  /// What a part is called that is computed with the layers after it.
  private func name(_ first: String, _ next: [any Layer], _ input: Tensor) -> String {
    let names = next.map { ($0 as? Activation)?.name ?? "pooling" }.filter { $0 != "linear" }
    return ([first] + names).joined(separator: ", ") + ", " + size(input)
  }

  /// `84×84×64`, of one of a batch.
  private func size(_ batch: Tensor) -> String {
    batch.shape.droppingFirst.dimensions.map(String.init).joined(separator: "×")
  }
}

/// The layers with those that a block of them calls one after another in its place.
func flattened(_ layers: [any Layer]) -> [any Layer] {
  layers.flatMap { layer -> [any Layer] in
    switch layer {
    case let layer as Sequential: flattened(layer.layers)
    case let layer as ConvBlock:
      [layer.convolution, layer.normalization, Activation.relu]
        + (layer.pooling.map { [$0] } ?? [])
    default: [layer]
    }
  }
}

extension ArraySlice<any Layer> {
  /// Removes the first layer if it is of such a type.
  fileprivate mutating func take(_ type: (some Layer).Type) -> [any Layer] {
    guard let layer = first, Swift.type(of: layer) == type else { return [] }
    removeFirst()
    return [layer]
  }
}
