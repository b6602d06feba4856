import ArgumentParser
import Foundation
import OneShot

/// How far the embeddings of our networks are from those of PyTorch's with the same weights.
@main
struct NetworkComparison: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare the legs of Networks with what Peers/networks.py wrote.",
    discussion: """
      The weights are loaded by their order, and written back as NAME-back.safetensors, for \
      `networks.py --check`. The difference is the largest of all scalars of the embeddings of two images, over the largest \
      magnitude. The command fails where it is above 1e-4 or the numbers of weights differ.
      """)

  @Argument(help: "What Peers/networks.py made.")
  var folder: String

  static let legs: KeyValuePairs<String, @Sendable () -> Sequential> = [
    "conv4": { Networks.conv4() },
    "conv4-256": { Networks.conv4(filters: [64, 96, 128, 256]) },
    "resNet10": { Networks.resNet10() },
    "resNet18": { Networks.resNet18() },
    "resNet34": { Networks.resNet34() },
    "resNet50": { Networks.resNet50() },
    "resNet12": { Networks.resNet12() },
    "wideResNet28x10": { Networks.wideResNet28x10() },
    "mobileNetV2": { Networks.mobileNetV2() },
    "efficientNetLite0": { Networks.efficientNetLite0() },
    "efficientNetB0": { Networks.efficientNetB0() },
    "convNeXtTiny": { Networks.convNeXtTiny() },
    "visionTransformerTiny": { Networks.visionTransformerTiny() },
  ]

  func run() throws {
    print("| network | weights | input | embedding | largest difference |")
    print("| --- | --- | --- | --- | --- |")
    var isClose = true
    for (name, leg) in Self.legs {
      let url = URL(filePath: folder).appending(path: "\(name).safetensors")
      guard FileManager.default.fileExists(atPath: url.path(percentEncoded: false)) else {
        continue
      }
      let comparison = try Comparison(name, leg(), in: URL(filePath: folder))
      print(comparison)
      isClose = isClose && comparison.isClose
    }
    if !isClose { throw ExitCode.failure }
  }
}

/// One network beside PyTorch's.
struct Comparison: CustomStringConvertible {
  let name: String
  let weights: Int
  let expectedWeights: Int
  let input: Shape
  let embedding: Shape
  let difference: Float

  /// Loads the weights in their order, embeds the images and writes the weights back.
  init(_ name: String, _ leg: Sequential, in folder: URL) throws {
    let file = try Safetensors(contentsOf: folder.appending(path: "\(name)-outputs.safetensors"))
    guard let images = file["input"], let output = file["output"] else {
      throw ValidationError("\(name): no input or no output")
    }
    var leg = leg
    embedding = try leg.build(for: images.shape.droppingFirst)
    let loaded = try leg.loadWeights(
      from: folder.appending(path: "\(name).safetensors"), layout: .pyTorch)
    try leg.saveWeights(
      to: folder.appending(path: "\(name)-back.safetensors"), layout: .pyTorch, names: loaded.names)
    weights = leg.parameters.reduce(0) {
      $0 + ($1.parameter.role == .trainable ? $1.parameter.value.count : 0)
    }
    let (found, expected) = (leg(images).scalars, output.scalars)
    let largest = expected.reduce(0) { max($0, abs($1)) }
    difference = zip(found, expected).reduce(0) { max($0, abs($1.0 - $1.1)) } / largest
    self.name = name
    expectedWeights = Int(file.metadata["weights"] ?? "") ?? 0
    input = images.shape.droppingFirst
  }

  var isClose: Bool { difference <= 1e-4 && weights == expectedWeights }

  var description: String {
    let count = weights == expectedWeights ? "\(weights)" : "\(weights), PyTorch \(expectedWeights)"
    return "| \(name) | \(count) | \(input) | \(embedding) | \(difference) |"
  }
}
