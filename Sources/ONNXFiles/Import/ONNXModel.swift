import Autograd
import Basics
import Files
import Foundation
import Layers
import Tensor

/// A network from an ONNX file, which PyTorch, Keras, timm and many others write: a layer that computes
/// what the file says and can be trained on.
///
/// Take it as a leg, frozen or not, where others have trained a network for weeks. What lies before a
/// classifier is its embedding: name that tensor as `output`, and what comes after it is not read.
///
/// ```swift
/// let backbone = try ONNXModel(
///   contentsOf: URL(filePath: "resnet18.onnx"), output: "/Flatten_output_0")
/// let siamese = try Siamese(
///   backbone, input: [224, 224, 3], distance: .cosine)
/// ```
///
/// Images are `[count, height, width, channels]` here whatever they are in the file, and so are outputs
/// of rank 4; other outputs have the axes of the file. Everything is computed in single precision.
///
/// Its parameters are the file's initializers of floats that are not scalars or settings, under their
/// names. They have the layout of this library's layers: the weight of a convolution is
/// `[height, width, channels, filters]`, that of a `Gemm` `[inputs, outputs]`. While a gradient is
/// recorded, batch norm uses the batch's statistics as ``/Layers/BatchNorm`` does, unless its scale and
/// shift are frozen.
public struct ONNXModel: Layer {
  /// In the order of the graph's parameters.
  private var slots: [Parameter]
  private let graph: Graph
  /// Where images have their channels in the file.
  public let imageOrder: ImageOrder
  /// Text that the file keeps, such as how images are to be prepared.
  public let metadata: [String: String]
  /// Whether the graph is made for single images, so that a batch is computed one by one.
  private var takesOneImage = false
  /// What one output is for one input of a shape, once that is known.
  private var built: (input: Shape, output: Shape)?

  /// Where the images of a file have their channels.
  public enum ImageOrder: Sendable, Hashable {
    /// `[count, channels, height, width]`, as from PyTorch.
    case channelsFirst
    /// `[count, height, width, channels]`, as from Keras.
    case channelsLast
  }

  /// Reads a model, or what leads to one of its tensors.
  ///
  /// - Parameters:
  ///   - url: The file, of operators of version 7 to 28. Scalars may lie in other files of its folder.
  ///   - output: The name of the tensor that the model gives; default the file's first output.
  ///   - isFrozen: Whether optimizers leave all parameters as they are; default no.
  ///   - imageOrder: Where images have their channels in the file; by default it is told from the shape
  ///     of the input, or else from what the graph begins with.
  /// - Throws: ``/Files/FileProblem`` if the file cannot be read, is damaged, or has operators that are
  ///   not known, which it names all.
  public init(
    contentsOf url: URL, output: String? = nil, isFrozen: Bool = false,
    imageOrder: ImageOrder? = nil
  ) throws(FileProblem) {
    try self.init(
      ONNXModelProto(contentsOf: url), at: url, output: output, isFrozen: isFrozen,
      imageOrder: imageOrder)
  }

  /// A model of what a file holds.
  init(
    _ model: ONNXModelProto, at url: URL, output: String? = nil, isFrozen: Bool = false,
    imageOrder: ImageOrder? = nil
  ) throws(FileProblem) {
    do {
      let reader = try GraphReader(
        model, output: output, folder: url.deletingLastPathComponent())
      graph = Graph(reader)
      slots = reader.values
    } catch {
      let problem = GraphProblem(error, at: "the graph")
      throw FileProblem(url, found: problem.foundThere, expected: problem.expected)
    }
    metadata = Dictionary(model.metadataProps.map { ($0.key, $0.value) }) { first, _ in first }
    self.imageOrder = imageOrder ?? graph.imageOrder
    if isFrozen { for index in slots.indices { slots[index].isFrozen = true } }
  }

  /// The names of the inputs, with the sizes that the file declares, in its own order of axes: nil
  /// where any size will do, no sizes where it declares none.
  public var inputs: [(name: String, shape: [Int?]?)] {
    graph.inputs.map { ($0.name, $0.declared) }
  }

  /// The names of the outputs, as ``inputs``.
  public var outputs: [(name: String, shape: [Int?]?)] {
    graph.outputs.map { ($0.name, $0.declared) }
  }

  /// The operators that are computed and how many of each there are, by name. What is known when the file
  /// is read is not computed, and some that belong together, such as those of GELU, are one.
  public var operators: [(name: String, count: Int)] {
    let types = graph.steps.flatMap { $0.nodes.map(\.node.type) }
    return Dictionary(grouping: types) { $0 }.map { (name: $0.key, count: $0.value.count) }
      .sorted { $0.name < $1.name }
  }

  /// Tries the model on zeros; its parameters have their values already.
  ///
  /// - Parameters:
  ///   - input: The shape of one input, `[height, width, channels]` for images.
  ///   - random: Not used.
  /// - Throws: `ShapeError` that names the node that such inputs do not fit, or if the model has several
  ///   inputs or a shape that depends on their numbers.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    guard graph.inputs.count == 1 else {
      throw ShapeError(
        "ONNXModel expects a file with one input to be a layer, got \(graph.inputs.map(\.name))")
    }
    if let place = graph.shapedByNumbers {
      throw ShapeError(
        "expected a shape that the input's shape decides, got one that its numbers do",
        at: [place])
    }
    try requireDeclared(input)
    let copy = self
    func trial(_ count: Int) throws(ShapeError) -> Shape {
      // Not as a part of a training that may be going on around.
      do {
        return try Recording.$current.withValue(nil) {
          try Dimensions.$limit.withValue(Dimensions.limit(forInputs: input.count)) {
            try copy.value(of: .zeros(input.prepending(count)), isChecking: true).shape
          }
        }
      } catch {
        let problem = GraphProblem(error, at: "the graph")
        throw ShapeError(
          "expected \(problem.expected), got \(problem.found)", at: problem.place.map { [$0] } ?? []
        )
      }
    }
    let output = try trial(1)
    guard output.rank >= 1, output[0] == 1 else {
      throw ShapeError("ONNXModel expects a file whose output has a batch axis, got \(output)")
    }
    if (graph.inputs[0].declared?.first ?? nil) != nil {
      let several = try? trial(2)
      takesOneImage = several != output.droppingFirst.prepending(2)
    }
    built = (input, output.droppingFirst)
    return output.droppingFirst
  }

  /// The model's output for a batch, the batch axis first.
  ///
  /// A file that was written for single images gets them one by one. What a built model cannot compute of
  /// the numbers of an image, such as a place beyond a table, is NaN.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    require(input.rank >= 1, "ONNXModel: expected a batch, got a scalar")
    let count = input.shape[0]
    if takesOneImage && count > 1 { return oneByOne(input) }
    do {
      let output = try Dimensions.$limit.withValue(Dimensions.whenCalled) {
        try value(of: input, isChecking: false)
      }
      if isOutput(output.shape, for: input.shape) { return output }
      // What the file does with a batch is none of ours.
      if count > 1 { return oneByOne(input) }
      fatalError("ONNXModel: a batch of shape \(input.shape) gave \(output.shape)")
    } catch {
      if count > 1 { return oneByOne(input) }
      if let built, built.input == input.shape.droppingFirst {
        return .full(built.output.prepending(count), .nan)
      }
      let problem = GraphProblem(error, at: "the graph")
      fatalError("ONNXModel: expected \(problem.expected), got \(problem.foundThere)")
    }
  }

  private func oneByOne(_ input: Tensor) -> Tensor {
    .concatenated((0..<input.shape[0]).map { self(input[$0..<$0 + 1]) })
  }

  /// Whether a batch has an output for each input, of the shape that building has found.
  private func isOutput(_ output: Shape, for input: Shape) -> Bool {
    guard output.rank >= 1, output[0] == input[0] else { return false }
    guard let built, built.input == input.droppingFirst else { return true }
    return output.droppingFirst == built.output
  }

  /// All outputs for all inputs by name, with axes as in the file, images too.
  ///
  /// Integers and booleans are whole numbers here; an input becomes what the file declares.
  ///
  /// - Throws: `ShapeError` that names the node that the inputs do not fit, or that would give more than
  ///   2²⁴ scalars and 256 for each of the inputs'; or an input that is missing.
  public func outputs(for inputs: [String: Tensor]) throws(ShapeError) -> [String: Tensor] {
    do {
      let values = try graph.inputs.map { port -> Value in
        guard let tensor = inputs[port.name] else {
          throw GraphProblem(expected: "an input \(port.name)", found: "none")
        }
        return try port.value(Arranged(tensor))
      }
      let count = values.reduce(0) { $0 + $1.count }
      let found = try Dimensions.$limit.withValue(Dimensions.limit(forInputs: count)) {
        try graph.outputs(for: values, with: slots, isChecking: true)
      }
      return Dictionary(zip(graph.outputs.map(\.name), found.map(\.tensor))) { first, _ in first }
    } catch {
      let problem = GraphProblem(error, at: "the graph")
      throw ShapeError(
        "expected \(problem.expected), got \(problem.found)", at: problem.place.map { [$0] } ?? [])
    }
  }

  /// The parameters under their names in the file.
  public mutating func visit(_ visitor: inout some ParameterVisitor) {
    for (index, place) in graph.parameters.enumerated() {
      visitor.visit(&slots[index], named: place.name)
    }
  }

  private func value(of input: Tensor, isChecking: Bool) throws -> Tensor {
    let isImage = input.rank == 4
    let order = Arranged.channelsLast(4)
    let value =
      isImage && imageOrder == .channelsFirst ? Arranged(input, order: order) : Arranged(input)
    let output = try graph.outputs(
      for: [try graph.inputs[0].value(value)], with: slots, isChecking: isChecking)[0]
    guard case .floats(let floats) = output else { return output.tensor }
    return floats.rank == 4 && imageOrder == .channelsFirst ? floats.channelsLast : floats.plain
  }

  /// Refuses inputs of another rank or of other channels than the file declares.
  private func requireDeclared(_ input: Shape) throws(ShapeError) {
    guard let sizes = graph.inputs[0].declared, sizes.count > 1 else { return }
    let channels = sizes[sizes.count == 4 && imageOrder == .channelsFirst ? 1 : sizes.count - 1]
    guard input.rank == sizes.count - 1, input[-1] == channels ?? input[-1] else {
      let declared = sizes.map { $0.map(String.init) ?? "any" }.joined(separator: ", ")
      throw ShapeError(
        "ONNXModel expects what fits \(graph.inputs[0].name) of [\(declared)] in the file, got "
          + "\(input)")
    }
  }
}

extension Graph.Port {
  /// What the input holds, of the type that it declares.
  fileprivate func value(_ floats: Arranged) throws -> Value {
    type.isFloat ? .floats(floats) : .integers(try Integers(floats.plain, type: type))
  }
}

extension ONNXModelProto {
  /// Reads a file without copying the scalars in it more than once.
  init(contentsOf url: URL) throws(FileProblem) {
    let file = try Files.open(url)
    let size = Files.size(of: file.fileDescriptor)
    file.closeFile()
    guard size > 0 else {
      throw FileProblem(url, found: "an empty file", expected: "an ONNX model")
    }
    do {
      let bytes = try Data(contentsOf: url, options: .alwaysMapped)
      try self.init(serializedBytes: bytes)
    } catch let problem as GraphProblem {
      throw FileProblem(
        url, found: "\(problem.found): no such file, or a truncated one", expected: "an ONNX model")
    } catch {
      throw FileProblem(url, found: Files.reason(error), expected: "an ONNX model")
    }
    guard hasGraph else {
      throw FileProblem(url, found: "no graph", expected: "an ONNX model")
    }
  }
}

extension Graph {
  /// Where images have their channels, as far as it can be told.
  fileprivate var imageOrder: ONNXModel.ImageOrder {
    guard let input = inputs.first else { return .channelsFirst }
    if let sizes = input.declared, sizes.count == 4, sizes[1] != sizes[3] {
      func couldBeChannels(_ size: Int?) -> Bool { size.map { (1...4).contains($0) } ?? false }
      if couldBeChannels(sizes[1]) != couldBeChannels(sizes[3]) {
        return couldBeChannels(sizes[1]) ? .channelsFirst : .channelsLast
      }
    }
    let first = steps.lazy.flatMap(\.nodes).first { $0.node.inputs.contains(input.place) }
    let permutation = try? first?.node.attributes.ints("perm")
    return first?.node.type == "Transpose" && permutation == [0, 3, 1, 2]
      ? .channelsLast : .channelsFirst
  }
}
