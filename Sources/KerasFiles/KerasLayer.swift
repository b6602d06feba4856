import Autograd
import Layers
import Training

/// A layer of ours with parameters, as Keras would have it.
struct KerasLayer {
  /// Such as `leg.0`.
  let path: String
  /// Such as `conv2d`.
  let name: String
  /// The paths of its parameters, in Keras's order, which is ours.
  var parameters: [String]

  /// The layers of a model that have parameters.
  static func all(in model: some Parameterized) -> [KerasLayer] {
    var layers: [KerasLayer] = []
    for place in ParameterPlace.all(in: model).places {
      // Two layers here are one in Keras.
      let owner = place.layers.first { $0.type is SeparableConv2D.Type } ?? place.layers.last!
      if layers.last?.path == owner.path {
        layers[layers.count - 1].parameters.append(place.path)
      } else {
        layers.append(
          KerasLayer(
            path: owner.path, name: KerasName.name(of: owner.type), parameters: [place.path]))
      }
    }
    return layers
  }

  /// The names that Keras gives the arrays of a model that is a list of these layers.
  static func names(of layers: [KerasLayer]) -> [String: (name: String, shape: [Int]?)] {
    var counts: [String: Int] = [:]
    var names: [String: (name: String, shape: [Int]?)] = [:]
    for layer in layers {
      let number = counts[layer.name, default: 0]
      counts[layer.name] = number + 1
      let group = "layers/\(KerasName.numbered(layer.name, number))"
      for (index, path) in layer.parameters.enumerated() {
        names[path] = ("\(group)/vars/\(index)", nil)
      }
    }
    return names
  }
}
