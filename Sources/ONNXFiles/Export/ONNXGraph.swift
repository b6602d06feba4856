import Autograd
import Foundation
import Kernels
import Layers
import Tensor

/// A graph that is being written: nodes, parameters and constants are added to it one by one.
///
/// Names of what a layer adds begin with the layer's path, such as `leg.0`.
public struct ONNXGraph {
  private(set) var nodes: [ONNXNodeProto] = []
  private(set) var initializers: [ONNXTensorProto] = []
  private(set) var inputs: [ONNXValueInfoProto] = []
  /// The names of the layers around.
  private var path: [String] = []
  private var names: [String: Int] = [:]
  /// Images that are there with the other order of axes too.
  private var transpositions: [String: ONNXValue] = [:]
  /// Parameters that are there already: a leg that is written twice has them once.
  private var parameters: Set<String> = []

  init() {}

  /// Adds an input with a batch axis of any size.
  mutating func input(_ name: String, _ shape: Shape, isChannelsFirst: Bool) -> ONNXValue {
    let value = ONNXValue(
      name: unique(name), shape: shape, isChannelsFirst: isChannelsFirst && shape.rank == 3)
    inputs.append(Self.info(value))
    return value
  }

  /// A value's name, type and sizes.
  static func info(_ value: ONNXValue) -> ONNXValueInfoProto {
    var sizes = value.shape.dimensions
    if value.isChannelsFirst { sizes = [sizes[2], sizes[0], sizes[1]] }
    var shape = ONNXTensorShapeProto()
    var count = ONNXTensorShapeProto.Dimension()
    count.value = .dimParam("count")
    shape.dim = [count]
    for size in sizes {
      var dimension = ONNXTensorShapeProto.Dimension()
      dimension.value = .dimValue(Int64(size))
      shape.dim.append(dimension)
    }
    var info = ONNXValueInfoProto()
    info.name = value.name
    info.type.tensorType.elemType = ElementType.float.rawValue
    info.type.tensorType.shape = shape
    return info
  }

  /// Adds a node with one output.
  ///
  /// - Parameters:
  ///   - type: The operator, such as `Relu`.
  ///   - inputs: What it takes, in its order.
  ///   - attributes: Its settings.
  ///   - shape: The shape of one sample of the output, in this library's order of axes.
  ///   - isChannelsFirst: Whether the output is an image with its channels before height and width;
  ///     default as the first input.
  /// - Returns: The output.
  public mutating func add(
    _ type: String, _ inputs: [ONNXValue], _ attributes: [String: ONNXAttribute] = [:],
    shape: Shape, isChannelsFirst: Bool? = nil
  ) -> ONNXValue {
    add(
      type, inputs, attributes, shapes: [shape],
      isChannelsFirst: isChannelsFirst ?? inputs.first?.isChannelsFirst ?? false)[0]
  }

  /// Adds a node with an output of each of the shapes.
  mutating func add(
    _ type: String, _ inputs: [ONNXValue], _ attributes: [String: ONNXAttribute], shapes: [Shape],
    isChannelsFirst: Bool
  ) -> [ONNXValue] {
    var node = ONNXNodeProto()
    node.opType = type
    node.name = unique(place(type))
    node.input = inputs.map(\.name)
    node.attribute = attributes.sorted { $0.key < $1.key }.map { $1.stored(as: $0) }
    let values = shapes.indices.map { index in
      ONNXValue(
        name: index == 0 ? node.name : unique("\(node.name).\(index)"), shape: shapes[index],
        isChannelsFirst: isChannelsFirst && shapes[index].rank == 3)
    }
    node.output = values.map(\.name)
    nodes.append(node)
    return values
  }

  /// Adds the value of a parameter, under its name within the layer.
  ///
  /// - Parameters:
  ///   - name: As the layer visits it.
  ///   - value: Its scalars, in the layout that the operator takes.
  public mutating func parameter(_ name: String, _ value: Tensor) -> ONNXValue {
    let full = (path + [name]).joined(separator: ".")
    if parameters.insert(full).inserted {
      initializers.append(Self.stored(value, as: unique(full)))
    }
    return ONNXValue(name: full, shape: value.shape)
  }

  /// Adds floats that are no parameter: as a node, by which readers tell them from parameters.
  public mutating func constant(_ value: Tensor) -> ONNXValue {
    let result = add("Constant", [], shape: value.shape)
    var attribute = ONNXAttributeProto()
    (attribute.name, attribute.type) = ("value", 4)
    attribute.t = Self.stored(value, as: "")
    nodes[nodes.count - 1].attribute = [attribute]
    return result
  }

  /// Adds integers, such as a shape.
  public mutating func constant(_ values: [Int]) -> ONNXValue {
    var tensor = ONNXTensorProto()
    tensor.name = unique(place("constant"))
    tensor.dataType = ElementType.int64.rawValue
    tensor.dims = [Int64(values.count)]
    tensor.int64Data = values.map { Int64($0) }
    initializers.append(tensor)
    return ONNXValue(name: tensor.name, shape: [values.count])
  }

  private static func stored(_ value: Tensor, as name: String) -> ONNXTensorProto {
    var tensor = ONNXTensorProto()
    tensor.name = name
    tensor.dataType = ElementType.float.rawValue
    tensor.dims = value.shape.dimensions.map { Int64($0) }
    var bytes = Data(count: 4 * value.count)
    if value.count > 0 {
      bytes.withUnsafeMutableBytes { bytes in
        value.withUnsafeScalars {
          convert($0.baseAddress!, count: value.count, to: .single, into: bytes.baseAddress!)
        }
      }
    }
    tensor.rawData = bytes
    return tensor
  }

  /// Adds what a layer that is a part of another one does.
  ///
  /// - Parameters:
  ///   - layer: The part.
  ///   - name: As the other layer visits it; nil for a part without parameters.
  ///   - input: What it gets.
  /// - Returns: What it gives.
  /// - Throws: `ShapeError` if the layer, or a part of it, is not ``ONNXWritable``.
  public mutating func add(
    _ layer: any Layer, named name: String?, _ input: ONNXValue
  ) throws(ShapeError) -> ONNXValue {
    guard let layer = layer as? any ONNXWritable else {
      let kind = (layer as? Lambda).map { "Lambda(\"\($0.name)\")" } ?? "\(type(of: layer))"
      throw ShapeError(
        "\(kind) does not say how it is written to an ONNX file: use a layer that conforms to "
          + "ONNXWritable", at: name.map { [$0] } ?? [])
    }
    if let name { path.append(name) }
    defer { if name != nil { path.removeLast() } }
    do {
      return try layer.write(input, to: &self)
    } catch {
      throw name.map { error.within($0) } ?? error
    }
  }

  /// An image with its channels before height and width, as most operators take it; others as they are.
  public mutating func channelsFirst(_ value: ONNXValue) -> ONNXValue {
    if value.isChannelsFirst || value.shape.rank != 3 { return value }
    return transposed(value, [0, 3, 1, 2], isChannelsFirst: true)
  }

  /// An image with its channels last, as in this library.
  public mutating func channelsLast(_ value: ONNXValue) -> ONNXValue {
    value.isChannelsFirst ? transposed(value, [0, 2, 3, 1], isChannelsFirst: false) : value
  }

  private mutating func transposed(
    _ value: ONNXValue, _ permutation: [Int], isChannelsFirst: Bool
  ) -> ONNXValue {
    if let known = transpositions[value.name] { return known.with(value.shape) }
    let result = add(
      "Transpose", [value], ["perm": .ints(permutation)], shape: value.shape,
      isChannelsFirst: isChannelsFirst)
    transpositions[value.name] = result
    transpositions[result.name] = value
    return result
  }

  /// The name of something in the place of the layer.
  private func place(_ name: String) -> String {
    path.isEmpty ? name : "\(path.joined(separator: "."))/\(name)"
  }

  /// The name, with a number after it if there is one already.
  private mutating func unique(_ name: String) -> String {
    let count = names[name, default: 0]
    names[name] = count + 1
    return count == 0 ? name : unique("\(name)_\(count)")
  }
}
