import Kernels

/// The types of tensors by their numbers in a file.
enum ElementType: Int32, Sendable {
  case float = 1
  case uint8 = 2
  case int8 = 3
  case uint16 = 4
  case int16 = 5
  case int32 = 6
  case int64 = 7
  case bool = 9
  case float16 = 10
  case double = 11
  case uint32 = 12
  case uint64 = 13
  case bfloat16 = 16

  /// The type of this number.
  init(number: Int32) throws {
    guard let type = ElementType(rawValue: number) else {
      throw GraphProblem(
        expected: "a tensor of floats, integers or booleans", found: "one of type \(number)")
    }
    self = type
  }

  /// How its scalars are stored, if they are floats.
  var stored: StoredScalar? {
    switch self {
    case .float: .single
    case .float16: .half
    case .bfloat16: .brain
    case .double: .double
    default: nil
    }
  }

  /// Whether it is computed with in single precision.
  var isFloat: Bool { stored != nil }

  /// Bytes of one scalar.
  var size: Int {
    switch self {
    case .uint8, .int8, .bool: 1
    case .uint16, .int16, .float16, .bfloat16: 2
    case .float, .int32, .uint32: 4
    case .int64, .uint64, .double: 8
    }
  }

  /// What is left of an integer in this type.
  func wrapped(_ value: Int) -> Int {
    switch self {
    case .uint8: Int(UInt8(truncatingIfNeeded: value))
    case .int8: Int(Int8(truncatingIfNeeded: value))
    case .uint16: Int(UInt16(truncatingIfNeeded: value))
    case .int16: Int(Int16(truncatingIfNeeded: value))
    case .int32: Int(Int32(truncatingIfNeeded: value))
    case .uint32: Int(UInt32(truncatingIfNeeded: value))
    case .bool: value == 0 ? 0 : 1
    default: value
    }
  }
}
