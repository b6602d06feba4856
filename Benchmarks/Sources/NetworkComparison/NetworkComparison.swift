import ArgumentParser
import Foundation
import OneShot

/// How far the embeddings of our networks are from those of PyTorch's with the same weights.
@main
struct NetworkComparison: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare the legs of Networks with what Peers/networks.py wrote.",
    discussion: """
      The difference is the largest of all scalars of the embeddings of two images, over the largest \
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
      let comparison = try Comparison(name, leg(), with: Safetensors(contentsOf: url))
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

  /// Loads the parameters in their order and embeds the images.
  init(_ name: String, _ leg: Sequential, with file: Safetensors) throws {
    func tensor(_ name: String) throws -> Tensor {
      guard let tensor = file[name] else { throw ValidationError("no tensor \(name)") }
      return tensor
    }
    let images = try tensor("input")
    var leg = leg
    embedding = try leg.build(for: images.shape.droppingFirst)
    var weights = 0
    var theirs = file.tensors.filter { $0.name.hasPrefix("parameter.") }
      .sorted { $0.name < $1.name }.map(\.tensor)
    guard theirs.count == leg.parameters.count else {
      throw ValidationError("\(name): \(leg.parameters.count) parameters, PyTorch \(theirs.count)")
    }
    leg.forEachParameter { path, parameter in
      let converted = Self.converted(theirs.removeFirst(), to: parameter.value.shape)
      guard converted.count == parameter.value.count else {
        fatalError("\(name), \(path): \(parameter.value.shape), PyTorch \(converted.shape)")
      }
      parameter.value = converted.reshaped(to: parameter.value.shape)
      if parameter.role == .trainable { weights += converted.count }
    }
    let (found, expected) = (leg(images).scalars, try tensor("output").scalars)
    let largest = expected.reduce(0) { max($0, abs($1)) }
    difference = zip(found, expected).reduce(0) { max($0, abs($1.0 - $1.1)) } / largest
    self.name = name
    self.weights = weights
    expectedWeights = Int(file.metadata["weights"] ?? "") ?? 0
    input = images.shape.droppingFirst
  }

  var isClose: Bool { difference <= 1e-4 && weights == expectedWeights }

  var description: String {
    let count = weights == expectedWeights ? "\(weights)" : "\(weights), PyTorch \(expectedWeights)"
    return "| \(name) | \(count) | \(input) | \(embedding) | \(difference) |"
  }

  /// PyTorch's order of axes in ours: [filters, channels, height, width] to
  /// [height, width, channels, filters], and [outputs, inputs] to [inputs, outputs].
  private static func converted(_ tensor: Tensor, to shape: Shape) -> Tensor {
    guard tensor.rank == 4 else { return tensor.rank == 2 ? tensor.transposed() : tensor }
    let isDepthwise = shape.rank == 4 && tensor.shape[1] == 1 && shape[2] == tensor.shape[0]
    return tensor.transposed(permutation: isDepthwise ? [2, 3, 0, 1] : [2, 3, 1, 0])
  }
}
