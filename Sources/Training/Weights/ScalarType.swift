import Kernels

/// The type of the scalars of a tensor in a file; in memory they are always of single precision.
public enum ScalarType: String, Sendable, CaseIterable {
  /// IEEE half precision.
  case float16
  /// The upper half of single precision.
  case bfloat16
  /// Single precision.
  case float32
  /// Double precision, which is rounded when it is read.
  case float64
  /// Truth values, read as 0 and 1.
  case bool
  /// Integers with a sign, of 8 bits.
  case int8
  /// Integers with a sign, of 16 bits.
  case int16
  /// Integers with a sign, of 32 bits.
  case int32
  /// Integers with a sign, of 64 bits.
  case int64
  /// Integers without a sign, of 8 bits.
  case uint8
  /// Integers without a sign, of 16 bits.
  case uint16
  /// Integers without a sign, of 32 bits.
  case uint32
  /// Integers without a sign, of 64 bits.
  case uint64

  /// Whether it has a fraction; else it is an integer or a truth value.
  public var isFloating: Bool { stored.isFloating }

  package var stored: StoredScalar {
    switch self {
    case .float16: .half
    case .bfloat16: .brain
    case .float32: .single
    case .float64: .double
    case .bool: .bool
    case .int8: .byte
    case .int16: .int16
    case .int32: .int32
    case .int64: .int64
    case .uint8: .uint8
    case .uint16: .uint16
    case .uint32: .uint32
    case .uint64: .uint64
    }
  }
}

/// What reading does with tensors of integers and of truth values, which hold counters and labels rather
/// than weights.
public enum IntegerTensors: Sendable {
  /// They are left out, and named in a list of what was.
  case skipped
  /// They become single precision, where integers beyond 2²⁴ are rounded.
  case converted
  /// The file is refused.
  case refused
}

/// A tensor of a file that was left out, and why.
public struct SkippedTensor: Sendable, Equatable, CustomStringConvertible {
  /// Its name in the file.
  public let name: String
  /// Why, such as `type I64`.
  public let reason: String

  /// A tensor of the given name.
  public init(name: String, reason: String) { (self.name, self.reason) = (name, reason) }

  /// The name and the reason.
  public var description: String { "\(name) (\(reason))" }
}
