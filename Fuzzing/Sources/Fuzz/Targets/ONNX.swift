import Foundation
import ONNXFiles
import OneShot

extension Target {
  /// Networks of ONNX, which are computed for a small input if they say that they take one.
  static let onnx = Target(
    name: "onnx", longest: 6144, words: ONNXNode.all.map(\.type) + ONNXNode.settings,
    seeds: { seeds in
      for node in ONNXNode.all { try seeds.add(node.file) }
      try seeds.add(folder: "ONNX", endings: ["onnx"])
      let shape: Shape = [6, 6, 2]
      for var network in smallNetworks {
        try network.build(for: shape)
        for order in [ONNXModel.ImageOrder.channelsFirst, .channelsLast] {
          try network.writeONNX(to: seeds.next(), input: shape, imageOrder: order)
        }
      }
    },
    test: { input in
      var model = try ONNXModel(contentsOf: input.file(ending: "onnx"))
      _ = model.operators
      try computeOutputs(of: model)
      guard model.inputs.count == 1, let shape = layerInput(of: model) else { return }
      let output = try model.build(for: shape)
      for (count, number) in [(1, 0), (2, 3.75), (1, -1e20), (1, Float.nan)] {
        let result = model(Tensor.full(shape.prepending(count), number))
        expect(
          result.shape == output.prepending(count), "\(output) was promised, got \(result.shape)")
      }
    })

  /// Layers with most kinds of weights.
  static var smallNetworks: [Sequential] {
    [
      Sequential {
        Conv2D(3, kernel: 3, strides: 2, padding: .same, activation: .relu)
        BatchNorm()
        MaxPool2D(2)
        Flatten()
        Dense(2, activation: .sigmoid)
      },
      Sequential {
        Residual {
          SeparableConv2D(2, kernel: 3, padding: .same)
          GroupNorm(2)
        }
        SqueezeExcitation(1)
        GlobalAveragePool2D()
      },
      Sequential {
        PixelSequence()
        TransformerBlock(heads: 1, hidden: 2)
        FirstInSequence()
        PReLU()
      },
    ]
  }

  /// The outputs for zeros of the declared sizes, where there are few.
  private static func computeOutputs(of model: ONNXModel) throws {
    var inputs: [String: Tensor] = [:]
    for port in model.inputs {
      guard let shape = small(port.shape.map { $0.map { $0 ?? 2 } } ?? [1, 2, 4, 4]) else { return }
      inputs[port.name] = .zeros(shape)
    }
    _ = try model.outputs(for: inputs)
  }

  /// What the only input would be as that of a layer.
  private static func layerInput(of model: ONNXModel) -> Shape? {
    var sizes = (model.inputs[0].shape ?? [nil, 2, 4, 4]).map { $0 ?? 4 }
    guard !sizes.isEmpty else { return nil }
    sizes.removeFirst()
    if sizes.count == 3, model.imageOrder == .channelsFirst { sizes.append(sizes.removeFirst()) }
    return small(sizes)
  }

  /// The shape if it is of few scalars.
  private static func small(_ sizes: [Int]) -> Shape? {
    guard sizes.count <= 6, sizes.allSatisfy({ $0 <= 64 }) else { return nil }
    let shape = Shape(sizes)
    return shape.count <= 4096 ? shape : nil
  }
}
