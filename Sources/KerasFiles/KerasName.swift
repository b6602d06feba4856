import Autograd
import Layers

/// How Keras calls classes of layers in its files.
enum KerasName {
  /// What Keras makes of the name of a class: `conv2d_transpose` of `Conv2DTranspose`.
  static func snakeCase(_ name: String) -> String {
    let word = name.filter { $0.isLetter || $0.isNumber || $0 == "_" }
    let words = word.replacing(#/(.)([A-Z][a-z]+)/#) { "\($0.output.1)_\($0.output.2)" }
    return words.replacing(#/([a-z])([A-Z])/#) { "\($0.output.1)_\($0.output.2)" }.lowercased()
  }

  /// The name of the layer of Keras that is as the one here.
  static func name(of layer: any Parameterized.Type) -> String {
    switch layer {
    case is ConvTranspose2D.Type: "conv2d_transpose"
    case is BatchNorm.Type: "batch_normalization"
    case is LayerNorm.Type: "layer_normalization"
    case is GroupNorm.Type: "group_normalization"
    default: snakeCase("\(layer)")
    }
  }

  /// The name of one among several: a second `dense` is `dense_1`.
  static func numbered(_ name: String, _ number: Int) -> String {
    number == 0 ? name : "\(name)_\(number)"
  }

  /// The name without its number.
  static func unnumbered(_ name: String) -> String {
    guard let underscore = name.lastIndex(of: "_"),
      Int(name[name.index(after: underscore)...]) != nil
    else { return name }
    return String(name[..<underscore])
  }

  /// For names in the order of their numbers: `dense_2` before `dense_10`.
  static func isBefore(_ a: String, _ b: String) -> Bool {
    let (left, right) = (a.split(separator: "/"), b.split(separator: "/"))
    for (left, right) in zip(left, right) where left != right {
      let (first, second) = (unnumbered(String(left)), unnumbered(String(right)))
      if first != second { return first < second }
      return left.count == right.count ? left < right : left.count < right.count
    }
    return left.count < right.count
  }
}
