import Files
import Foundation

struct ONNXTensorProto: StoredMessage {
  var dims: [Int64] = []
  var dataType: Int32 = 0
  var floatData: [Float] = []
  var int32Data: [Int32] = []
  var int64Data: [Int64] = []
  var name = ""
  var rawData = Data()
  var doubleData: [Double] = []
  var uint64Data: [UInt64] = []
  var externalData: [ONNXStringStringEntryProto] = []
  var dataLocation: Int32 = 0

  mutating func read(_ field: Int, _ value: WireReader.Value) throws {
    switch field {
    case 1: dims += try value.integers()
    case 2: dataType = try value.int32()
    case 4: floatData += try value.floats()
    case 5: int32Data += try value.integers().map { Int32(truncatingIfNeeded: $0) }
    case 7: int64Data += try value.integers()
    case 8: name = try value.text()
    case 9: rawData = try value.data()
    case 10: doubleData += try value.doubles()
    case 11: uint64Data += try value.integers().map { UInt64(bitPattern: $0) }
    case 13: externalData.append(try value.message())
    case 14: dataLocation = try value.int32()
    default: break
    }
  }

  /// Scalars as floats, as integers of 64 bits, or as bytes: nothing else is written.
  func write(to writer: inout WireWriter) {
    writer.add(1, dims)
    writer.add(2, Int64(dataType))
    writer.add(4, floatData)
    writer.add(7, int64Data)
    writer.add(8, name)
    writer.add(9, rawData)
  }
}

struct ONNXValueInfoProto: StoredMessage {
  var name = ""
  var type = ONNXTypeProto() { didSet { hasType = true } }
  private(set) var hasType = false

  mutating func read(_ field: Int, _ value: WireReader.Value) throws {
    switch field {
    case 1: name = try value.text()
    case 2: type = try value.message()
    default: break
    }
  }

  func write(to writer: inout WireWriter) {
    writer.add(1, name)
    if hasType { writer.add(2, type) }
  }
}

struct ONNXTypeProto: StoredMessage {
  var tensorType = Tensor()

  struct Tensor: StoredMessage {
    var elemType: Int32 = 0
    var shape = ONNXTensorShapeProto() { didSet { hasShape = true } }
    private(set) var hasShape = false

    mutating func read(_ field: Int, _ value: WireReader.Value) throws {
      switch field {
      case 1: elemType = try value.int32()
      case 2: shape = try value.message()
      default: break
      }
    }

    func write(to writer: inout WireWriter) {
      writer.add(1, Int64(elemType))
      if hasShape { writer.add(2, shape) }
    }
  }

  mutating func read(_ field: Int, _ value: WireReader.Value) throws {
    if field == 1 { tensorType = try value.message() }
  }

  func write(to writer: inout WireWriter) { writer.add(1, tensorType) }
}

struct ONNXTensorShapeProto: StoredMessage {
  var dim: [Dimension] = []

  struct Dimension: StoredMessage {
    enum Value: Sendable {
      case dimValue(Int64)
      case dimParam(String)
    }

    var value: Value?

    mutating func read(_ field: Int, _ value: WireReader.Value) throws {
      switch field {
      case 1: self.value = .dimValue(try value.integer())
      case 2: self.value = .dimParam(try value.text())
      default: break
      }
    }

    func write(to writer: inout WireWriter) {
      switch value {
      case .dimValue(let size): writer.add(1, size, isGiven: true)
      case .dimParam(let name): writer.add(2, name, isGiven: true)
      case nil: break
      }
    }
  }

  mutating func read(_ field: Int, _ value: WireReader.Value) throws {
    if field == 1 { dim.append(try value.message()) }
  }

  func write(to writer: inout WireWriter) { writer.add(1, dim) }
}
