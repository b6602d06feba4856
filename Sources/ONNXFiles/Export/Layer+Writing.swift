import Autograd
import Datasets
import Files
import Foundation
import Layers
import Tensor

extension Layer {
  /// Writes the layer with all its parameters to an ONNX file, which ONNX Runtime and many others run.
  ///
  /// The file has one input, `input`, and one output, `output`, both with a batch axis of any size.
  /// Parameters have their paths as names, such as `0.weight`. What happens only in training, such as
  /// dropout, is left out.
  ///
  /// ```swift
  /// try leg.writeONNX(
  ///   to: URL(filePath: "leg.onnx"), input: [28, 28, 1])
  /// ```
  ///
  /// - Parameters:
  ///   - url: The file; written under a temporary name first, so that it is whole or not there.
  ///   - input: The shape of one input, without the batch axis, that the layer was built for.
  ///   - imageOrder: Where images have their channels in the file; default last, as here.
  ///   - preprocessing: How images are prepared for the layer, kept in the file; see
  ///     ``ONNXModel/preprocessing``.
  ///   - metadata: Text to keep in the file.
  /// - Throws: ``/Files/FileProblem`` if the file cannot be written, the layer is not built, or it or a
  ///   part of it, which the error names, does not conform to ``ONNXWritable``.
  public func writeONNX(
    to url: URL, input: Shape, imageOrder: ONNXModel.ImageOrder = .channelsLast,
    preprocessing: ImagePreprocessing? = nil, metadata: [String: String] = [:]
  ) throws(FileProblem) {
    try requireBuilt(for: url)
    do {
      var graph = ONNXGraph()
      let isChannelsFirst = imageOrder == .channelsFirst
      let images = graph.input("input", input, isChannelsFirst: isChannelsFirst)
      var output = try graph.add(self, named: nil, images)
      let expected = try outputShape(for: input)
      guard output.shape == expected else {
        throw ShapeError("expected what is written to give \(expected), got \(output.shape)")
      }
      output = isChannelsFirst ? graph.channelsFirst(output) : graph.channelsLast(output)
      try graph.write(
        to: url, name: "\(type(of: self))", outputs: [("output", output)],
        metadata: ModelMetadata.adding(preprocessing, to: metadata))
    } catch {
      throw Self.problem(error, at: url)
    }
  }
}

extension Parameterized {
  /// Refuses a model that has parameters without values.
  func requireBuilt(for url: URL) throws(FileProblem) {
    if let (path, _) = parameters.first(where: { $0.parameter.isPending }) {
      throw FileProblem(
        url, found: "\(path) without a value", expected: "a model that is built")
    }
  }

  /// An error of writing as one about the file.
  static func problem(_ error: any Error, at url: URL) -> FileProblem {
    if let problem = error as? FileProblem { return problem }
    return FileProblem(url, found: "\(error)", expected: "a model that can be written")
  }
}
