import Autograd
import Datasets
import Files
import Foundation
import Layers
import OneShot
import Tensor

/// What is written of a Siamese network.
public enum ONNXSiamesePart: Sendable, Hashable, CaseIterable {
  /// Images `input` to embeddings `embedding`.
  case leg
  /// Embeddings `left` and `right` to the probability `output` that each pair is of one class.
  case head
  /// Images `left` and `right` to that probability.
  case pair
}

extension Siamese {
  /// Writes the network, or a part of it, to an ONNX file, which ONNX Runtime and many others run.
  ///
  /// Inputs and outputs have a batch axis of any size. Parameters have their paths as names, such as
  /// `leg.0.weight`. Write leg and head if many images are compared with few, so that each is embedded
  /// once.
  ///
  /// - Parameters:
  ///   - part: What is written; default the whole pair.
  ///   - url: The file; written under a temporary name first, so that it is whole or not there.
  ///   - imageOrder: Where images have their channels in the file; default last, as here.
  ///   - preprocessing: How images are prepared, kept in the file; see ``ONNXModel/preprocessing``.
  ///   - metadata: Text to keep in the file.
  /// - Throws: ``/Files/FileProblem`` if the file cannot be written, a layer does not conform to
  ///   ``ONNXWritable``, or the distance is one of your own.
  public func writeONNX(
    _ part: ONNXSiamesePart = .pair, to url: URL,
    imageOrder: ONNXModel.ImageOrder = .channelsLast, preprocessing: ImagePreprocessing? = nil,
    metadata: [String: String] = [:]
  ) throws(FileProblem) {
    try requireBuilt(for: url)
    do {
      var graph = ONNXGraph()
      let isChannelsFirst = imageOrder == .channelsFirst
      let output: ONNXValue
      switch part {
      case .leg:
        let images = graph.input("input", input, isChannelsFirst: isChannelsFirst)
        output = try graph.add(leg, named: "leg", images)
      case .head:
        let sides = ["left", "right"].map {
          graph.input($0, [embeddingSize], isChannelsFirst: false)
        }
        output = try verdict(sides[0], sides[1], in: &graph)
      case .pair:
        let sides = ["left", "right"].map {
          graph.input($0, input, isChannelsFirst: isChannelsFirst)
        }
        let both = graph.add("Concat", sides, ["axis": .int(0)], shape: input)
        let embeddings = try graph.add(leg, named: "leg", both)
        let halves = graph.add(
          "Split", [embeddings], ["axis": .int(0)], shapes: [[embeddingSize], [embeddingSize]],
          isChannelsFirst: false)
        output = try verdict(halves[0], halves[1], in: &graph)
      }
      try graph.write(
        to: url, name: "Siamese", outputs: [(part == .leg ? "embedding" : "output", output)],
        metadata: ModelMetadata.adding(preprocessing, to: metadata))
    } catch {
      throw Self.problem(error, at: url)
    }
  }

  private func verdict(
    _ left: ONNXValue, _ right: ONNXValue, in graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    let features = try distance.write(left, right, to: &graph)
    return try graph.add(head, named: "head", features)
  }
}

extension Distance {
  /// Adds the nodes that give the features of pairs of embeddings.
  fileprivate func write(
    _ left: ONNXValue, _ right: ONNXValue, to graph: inout ONNXGraph
  ) throws(ShapeError) -> ONNXValue {
    guard let kind else {
      throw ShapeError(
        "Distance(\"\(name)\") does not say how it is written to an ONNX file: use one of the "
          + "library's, or write the leg alone", at: ["distance"])
    }
    if kind == .cosine {
      let product = graph.multiplied(graph.normalized(left), graph.normalized(right))
      return graph.sum(product)
    }
    let difference = graph.add("Sub", [left, right], shape: left.shape)
    if kind == .l1 { return graph.add("Abs", [difference], shape: left.shape) }
    let square = graph.multiplied(difference, difference)
    switch kind {
    case .weightedSquaredL2: return square
    case .meanSquared:
      return graph.add("ReduceMean", [square], ["axes": .ints([-1])], shape: [1])
    case .l2:
      let sum = graph.add(
        "Add", [graph.sum(square), graph.constant(Tensor(1e-12))], shape: [1])
      return graph.add("Sqrt", [sum], shape: [1])
    default: return graph.sum(square)
    }
  }
}

extension ONNXGraph {
  /// The sum of each vector, of shape `[1]`.
  fileprivate mutating func sum(_ value: ONNXValue) -> ONNXValue {
    add("ReduceSum", [value, constant([-1])], shape: [1])
  }

  /// Each vector divided by its length.
  fileprivate mutating func normalized(_ value: ONNXValue) -> ONNXValue {
    let squares = sum(multiplied(value, value))
    let bounded = add("Max", [squares, constant(Tensor(1e-24))], shape: [1])
    return add("Div", [value, add("Sqrt", [bounded], shape: [1])], shape: value.shape)
  }
}
