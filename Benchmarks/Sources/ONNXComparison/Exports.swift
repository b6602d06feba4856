import ArgumentParser
import Foundation
import ONNXFiles
import OneShot

/// What is written here, for another judge.
struct Exports: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the legs of Networks, layers and Siamese networks for Peers/onnx_exports.py.",
    discussion: """
      Parameters are random. Each NAME.onnx comes with NAME.safetensors, which has the inputs under \
      their names and what the network gives as `expected`. What is written is also read again here; the \
      command fails where that differs by more than 1e-5.
      """)

  @Argument(help: "Where the files go.")
  var folder: String

  static let networks: KeyValuePairs<String, (input: Shape, leg: @Sendable () -> Sequential)> = [
    "koch": ([105, 105, 1], { Networks.koch() }),
    "small": ([28, 28, 1], { Networks.small() }),
    "conv4": ([84, 84, 3], { Networks.conv4() }),
    "resNet10": ([224, 224, 3], { Networks.resNet10() }),
    "resNet12": ([84, 84, 3], { Networks.resNet12() }),
    "resNet18": ([224, 224, 3], { Networks.resNet18() }),
    "resNet34": ([224, 224, 3], { Networks.resNet34() }),
    "resNet50": ([224, 224, 3], { Networks.resNet50() }),
    "wideResNet28x10": ([84, 84, 3], { Networks.wideResNet28x10() }),
    "mobileNetV2": ([224, 224, 3], { Networks.mobileNetV2() }),
    "efficientNetLite0": ([224, 224, 3], { Networks.efficientNetLite0() }),
    "efficientNetB0": ([224, 224, 3], { Networks.efficientNetB0() }),
    "convNeXtTiny": ([224, 224, 3], { Networks.convNeXtTiny() }),
    "visionTransformerTiny": ([224, 224, 3], { Networks.visionTransformerTiny() }),
    "relation": ([7, 7, 128], { Networks.relation() }),
  ]

  func run() throws {
    let folder = URL(filePath: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, network) in Self.networks {
      var leg = network.leg()
      try leg.build(for: network.input)
      randomize(&leg)
      try write(leg, input: network.input, to: folder, as: name)
    }
    for (distance, name) in Self.distances {
      var siamese = try Siamese(Networks.small(), input: [28, 28, 1], distance: distance)
      randomize(&siamese)
      // Probabilities that are neither 0 nor 1.
      siamese.head.weight.value = siamese.head.weight.value * 0.02
      try write(siamese, to: folder, as: "siamese-\(name)")
    }
  }

  static let distances: [(Distance, String)] = [
    (.l1, "l1"), (.weightedSquaredL2, "weightedSquaredL2"), (.l2, "l2"), (.squaredL2, "squaredL2"),
    (.meanSquared, "meanSquared"), (.cosine, "cosine"),
  ]

  /// Gives statistics, scales and shifts values that can be told from those at the beginning.
  private func randomize(_ model: inout some Parameterized) {
    var random = SeededGenerator(seed: 7)
    model.forEachParameter { path, parameter in
      guard parameter.value.rank == 1 else { return }
      let isPositive = path.hasSuffix("runningVariance") || path.hasSuffix("scale")
      parameter.value = .uniform(
        parameter.value.shape, in: isPositive ? 0.5..<1.5 : -0.1..<0.1, using: &random)
    }
  }

  private func write(_ leg: Sequential, input: Shape, to folder: URL, as name: String) throws {
    var random = SeededGenerator(seed: 8)
    let images = Tensor.uniform(input.prepending(3), using: &random)
    let expected = leg(images)
    for (order, suffix) in [
      (ONNXModel.ImageOrder.channelsLast, ""), (.channelsFirst, "-channelsFirst"),
    ] {
      let url = folder.appending(path: "\(name)\(suffix).onnx")
      try leg.writeONNX(to: url, input: input, imageOrder: order)
      var model = try ONNXModel(contentsOf: url, imageOrder: order)
      try model.build(for: input)
      let difference = relativeDifference(model(images), expected)
      let names = Set(model.parameters.map(\.path))
      print("\(name)\(suffix): read again, \(difference)")
      guard difference <= 1e-5, names == Set(leg.parameters.map(\.path)) else {
        throw ExitCode.failure
      }
      let stored = order == .channelsLast ? images : images.transposed(permutation: [0, 3, 1, 2])
      try Safetensors([("input", stored), ("expected", expected)])
        .write(to: folder.appending(path: "\(name)\(suffix).safetensors"))
    }
  }

  private func write(_ siamese: Siamese<Sequential>, to folder: URL, as name: String) throws {
    var random = SeededGenerator(seed: 9)
    let sides = ["left", "right"].map {
      ($0, Tensor.uniform(siamese.input.prepending(4), using: &random))
    }
    let embeddings = sides.map { ($0, siamese.embed($1)) }
    let verdict = siamese(sides[0].1, sides[1].1)
    let parts: [(ONNXSiamesePart, String, [(String, Tensor)], Tensor)] = [
      (.leg, "leg", [("input", sides[0].1)], embeddings[0].1),
      (.head, "head", embeddings, verdict), (.pair, "pair", sides, verdict),
    ]
    for (part, suffix, inputs, expected) in parts {
      let url = folder.appending(path: "\(name)-\(suffix).onnx")
      try siamese.writeONNX(part, to: url)
      let model = try ONNXModel(contentsOf: url)
      let found = try model.outputs(for: Dictionary(uniqueKeysWithValues: inputs))
      let difference = relativeDifference(found.values.first ?? 0, expected)
      print("\(name)-\(suffix): read again, \(difference)")
      guard difference <= 1e-5 else { throw ExitCode.failure }
      try Safetensors(inputs + [("expected", expected)])
        .write(to: folder.appending(path: "\(name)-\(suffix).safetensors"))
    }
  }
}
