import Autograd
import Layers
import Tensor

/// A parameter of a model, with all that its counterpart in another library depends on.
package struct ParameterPlace {
  /// What is special about the counterpart's place among the others.
  enum Kind: Hashable {
    /// It follows the one before it.
    case ordinary
    /// A factor of each channel after a block, which timm lists before its parts.
    case layerScale
    /// What transformers have before their layers.
    case classToken, positions
  }

  /// Such as `leg.0.weight`.
  package let path: String
  /// The name within its layer, `weight`.
  let name: String
  /// The layers that it is within, by their paths, the outermost first.
  package let layers: [(path: String, type: any Parameterized.Type)]
  let kind: Kind
  let axes: ParameterAxes
  let shape: Shape
  /// Of the image that was flattened to the vectors that the parameter is for; nil if there was none,
  /// or its order is the same whether channels come first or last.
  let flattened: (positions: Int, channels: Int)?

  /// The parameters of a model, which must be built, in order.
  package static func all(
    in model: some Parameterized
  ) -> (places: [ParameterPlace], unbuilt: String?) {
    var visitor = PlaceVisitor(layer: type(of: model))
    var copy = model
    copy.visit(&visitor)
    return (visitor.places, visitor.unbuilt)
  }
}

/// Follows an image that is flattened to the matrix that takes it. Layers are visited in the order in
/// which they are called, as far as that matters here.
private struct PlaceVisitor: ParameterVisitor {
  var places: [ParameterPlace] = []
  /// The path of a flattening layer that was never built.
  var unbuilt: String?
  private var layers: [(path: String, type: any Parameterized.Type)]
  private var flattened: (positions: Int, channels: Int)?

  init(layer: any Parameterized.Type) { layers = [("", layer)] }

  mutating func visit(_ parameter: inout Parameter, named name: String) {
    guard !parameter.isPending else { return }
    let layer = layers[layers.count - 1]
    let (axes, shape) = (layer.type.axes(of: name), parameter.value.shape)
    let isFlattened = flattened.map { image in
      let count = image.positions * image.channels
      return axes == .same ? shape == [count] : axes == .matrix && shape[0] == count
    }
    places.append(
      ParameterPlace(
        path: path(name), name: name, layers: layers, kind: Self.kind(of: layer.type),
        axes: axes, shape: shape, flattened: isFlattened == true ? flattened : nil))
    if axes != .same { flattened = nil }
  }

  mutating func enter(_ name: String, _ type: any Parameterized.Type) {
    layers.append((path(name), type))
  }

  mutating func enter(_ name: String, part: some Parameterized) {
    enter(name, type(of: part))
    guard let flatten = part as? Flatten else { return }
    guard let image = flatten.input else {
      unbuilt = unbuilt ?? "Flatten at \(path(""))"
      return
    }
    guard image.rank == 3 else { return }
    let (positions, channels) = (image[0] * image[1], image[2])
    flattened = positions > 1 && channels > 1 ? (positions, channels) : nil
  }

  private func path(_ name: String) -> String {
    let layer = layers[layers.count - 1].path
    return layer.isEmpty ? name : "\(layer).\(name)"
  }

  mutating func leave() { layers.removeLast() }

  private static func kind(of layer: any Parameterized.Type) -> ParameterPlace.Kind {
    switch layer {
    case is LayerScale.Type: .layerScale
    case is ClassToken.Type: .classToken
    case is PositionEmbedding.Type: .positions
    default: .ordinary
    }
  }
}
