import Files
import Foundation

struct ONNXModelProto: StoredMessage {
  var irVersion: Int64 = 0
  var producerName = ""
  var graph = ONNXGraphProto() { didSet { hasGraph = true } }
  private(set) var hasGraph = false
  var opsetImport: [ONNXOperatorSetIdProto] = []
  var metadataProps: [ONNXStringStringEntryProto] = []

  mutating func read(_ field: Int, _ value: WireReader.Value) throws {
    switch field {
    case 1: irVersion = try value.integer()
    case 2: producerName = try value.text()
    case 7: graph = try value.message()
    case 8: opsetImport.append(try value.message())
    case 14: metadataProps.append(try value.message())
    default: break
    }
  }

  func write(to writer: inout WireWriter) {
    writer.add(1, irVersion)
    writer.add(2, producerName)
    writer.add(7, graph)
    writer.add(8, opsetImport)
    writer.add(14, metadataProps)
  }
}

struct ONNXOperatorSetIdProto: StoredMessage {
  var domain = ""
  var version: Int64 = 0

  mutating func read(_ field: Int, _ value: WireReader.Value) throws {
    switch field {
    case 1: domain = try value.text()
    case 2: version = try value.integer()
    default: break
    }
  }

  func write(to writer: inout WireWriter) {
    writer.add(1, domain)
    writer.add(2, version)
  }
}

struct ONNXStringStringEntryProto: StoredMessage {
  var key = ""
  var value = ""

  mutating func read(_ field: Int, _ value: WireReader.Value) throws {
    switch field {
    case 1: key = try value.text()
    case 2: self.value = try value.text()
    default: break
    }
  }

  func write(to writer: inout WireWriter) {
    writer.add(1, key)
    writer.add(2, value)
  }
}

struct ONNXGraphProto: StoredMessage {
  var node: [ONNXNodeProto] = []
  var name = ""
  var initializer: [ONNXTensorProto] = []
  var input: [ONNXValueInfoProto] = []
  var output: [ONNXValueInfoProto] = []
  /// Only seen to be there, and refused.
  private(set) var hasSparseInitializers = false

  mutating func read(_ field: Int, _ value: WireReader.Value) throws {
    switch field {
    case 1: node.append(try value.message())
    case 2: name = try value.text()
    case 5: initializer.append(try value.message())
    case 11: input.append(try value.message())
    case 12: output.append(try value.message())
    case 15: hasSparseInitializers = true
    default: break
    }
  }

  func write(to writer: inout WireWriter) {
    writer.add(1, node)
    writer.add(2, name)
    writer.add(5, initializer)
    writer.add(11, input)
    writer.add(12, output)
  }
}

struct ONNXNodeProto: StoredMessage {
  var input: [String] = []
  var output: [String] = []
  var name = ""
  var opType = ""
  var attribute: [ONNXAttributeProto] = []
  var domain = ""

  mutating func read(_ field: Int, _ value: WireReader.Value) throws {
    switch field {
    case 1: input.append(try value.text())
    case 2: output.append(try value.text())
    case 3: name = try value.text()
    case 4: opType = try value.text()
    case 5: attribute.append(try value.message())
    case 7: domain = try value.text()
    default: break
    }
  }

  func write(to writer: inout WireWriter) {
    writer.add(1, input)
    writer.add(2, output)
    writer.add(3, name)
    writer.add(4, opType)
    writer.add(5, attribute)
    writer.add(7, domain)
  }
}

struct ONNXAttributeProto: StoredMessage {
  var name = ""
  var f: Float = 0
  var i: Int64 = 0
  var s = Data()
  var t = ONNXTensorProto()
  var floats: [Float] = []
  var ints: [Int64] = []
  var type: Int32 = 0

  mutating func read(_ field: Int, _ value: WireReader.Value) throws {
    switch field {
    case 1: name = try value.text()
    case 2: f = try value.float()
    case 3: i = try value.integer()
    // Copied, since attributes live as long as the model, which the file need not.
    case 4: s = Data(Array(try value.data()))
    case 5: t = try ONNXTensorProto(serializedBytes: Data(Array(value.data())))
    case 7: floats += try value.floats()
    case 8: ints += try value.integers()
    case 20: type = try value.int32()
    default: break
    }
  }

  func write(to writer: inout WireWriter) {
    writer.add(1, name)
    switch type {
    case 1: writer.add(2, f)
    case 2: writer.add(3, i, isGiven: true)
    case 3: writer.add(4, s, isGiven: true)
    case 4: writer.add(5, t)
    case 6: writer.add(7, floats)
    default: writer.add(8, ints)
    }
    writer.add(20, Int64(type))
  }
}
