import Foundation
import Tensor

/// A setting of a node.
public enum ONNXAttribute: Sendable, Hashable {
  /// An integer.
  case int(Int)
  /// Integers, such as strides.
  case ints([Int])
  /// A float.
  case float(Float)
  /// Text, such as a mode.
  case string(String)

  /// As it is stored.
  func stored(as name: String) -> ONNXAttributeProto {
    var attribute = ONNXAttributeProto()
    attribute.name = name
    switch self {
    case .int(let value): (attribute.i, attribute.type) = (Int64(value), 2)
    case .ints(let values): (attribute.ints, attribute.type) = (values.map { Int64($0) }, 7)
    case .float(let value): (attribute.f, attribute.type) = (value, 1)
    case .string(let value): (attribute.s, attribute.type) = (Data(value.utf8), 3)
    }
    return attribute
  }
}
