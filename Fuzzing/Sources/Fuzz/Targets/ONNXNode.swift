import Foundation

/// A file of ONNX with one node, as a seed: more kinds of nodes than networks of this library have.
struct ONNXNode {
  /// A number or text that a node is set to.
  enum Setting {
    case int(Int)
    case float(Float)
    case text(String)
    case ints([Int])
    case floats([Float])
  }

  /// An input of the node.
  enum Source {
    /// What the file takes, of these sizes.
    case input([Int])
    /// Floats that the file has.
    case floats([Int])
    /// Integers that the file has, a vector.
    case integers([Int])
    /// One float that the file has, of no axis.
    case scalar(Float)
  }

  let type: String
  let sources: [Source]
  let settings: [String: Setting]
  let version: Int
  let outputs: Int

  init(
    _ type: String, _ sources: Source..., settings: [String: Setting] = [:], version: Int = 17,
    outputs: Int = 1
  ) {
    self.type = type
    self.sources = sources
    self.settings = settings
    self.version = version
    self.outputs = outputs
  }

  /// Names of settings.
  static let settings = [
    "axis", "axes", "pads", "strides", "kernel_shape", "dilations", "group", "auto_pad",
    "SAME_LOWER", "SAME_UPPER", "VALID", "ceil_mode", "count_include_pad", "output_shape",
    "output_padding", "perm", "split", "to", "starts", "ends", "steps", "mode", "reflect", "edge",
    "wrap", "constant", "value", "value_ints", "keepdims", "noop_with_empty_axes", "allowzero",
    "transA", "transB", "epsilon", "momentum", "num_groups", "blocksize", "nearest", "linear",
    "align_corners", "half_pixel", "size", "alpha", "beta", "min", "max", "spatial",
    "training_mode",
  ]

  /// The bytes of the file.
  var file: [UInt8] {
    var graph = Message()
    var node = Message()
    for (index, source) in sources.enumerated() {
      let name = "\(index)"
      node.add(1, name)
      switch source {
      case .input(let sizes): graph.add(11, Self.port(name, sizes))
      case .floats(let sizes):
        let count = sizes.reduce(1, *)
        let scalars = (0..<count).map { Float($0 % 5) - 1.5 }
        graph.add(5, Self.tensor(name, sizes, type: 1) { $0.add(4, scalars) })
      case .scalar(let scalar):
        graph.add(5, Self.tensor(name, [], type: 1) { $0.add(4, [scalar]) })
      case .integers(let scalars):
        graph.add(5, Self.tensor(name, [scalars.count], type: 7) { $0.add(7, packed: scalars) })
      }
    }
    for index in 0..<outputs {
      node.add(2, "out\(index)")
      graph.add(12, Message { $0.add(1, "out\(index)") })
    }
    node.add(4, type)
    for (name, setting) in settings.sorted(by: { $0.key < $1.key }) {
      node.add(5, Self.attribute(name, setting))
    }
    graph.add(1, node)
    var model = Message()
    model.add(1, 8)
    model.add(7, graph)
    model.add(8, Message { $0.add(2, version) })
    return model.bytes
  }

  private static func port(_ name: String, _ sizes: [Int]) -> Message {
    var shape = Message()
    for size in sizes { shape.add(1, Message { $0.add(1, size) }) }
    let tensor = Message {
      $0.add(1, 1)
      $0.add(2, shape)
    }
    return Message {
      $0.add(1, name)
      $0.add(2, Message { $0.add(1, tensor) })
    }
  }

  private static func tensor(
    _ name: String, _ sizes: [Int], type: Int, _ scalars: (inout Message) -> Void
  ) -> Message {
    var tensor = Message()
    tensor.add(1, packed: sizes)
    tensor.add(2, type)
    scalars(&tensor)
    tensor.add(8, name)
    return tensor
  }

  private static func attribute(_ name: String, _ setting: Setting) -> Message {
    Message {
      $0.add(1, name)
      switch setting {
      case .float(let value):
        $0.add(2, value)
        $0.add(20, 1)
      case .int(let value):
        $0.add(3, value)
        $0.add(20, 2)
      case .text(let value):
        $0.add(4, value)
        $0.add(20, 3)
      case .floats(let values):
        $0.add(7, values)
        $0.add(20, 6)
      case .ints(let values):
        $0.add(8, packed: values)
        $0.add(20, 7)
      }
    }
  }
}

/// A message of protocol buffers that is being written.
struct Message {
  private(set) var bytes: [UInt8] = []

  init() {}

  init(_ fill: (inout Message) -> Void) { fill(&self) }

  private mutating func number(_ number: Int) {
    var rest = UInt64(bitPattern: Int64(number))
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func add(_ field: Int, _ value: Int) {
    number(field << 3)
    number(value)
  }

  mutating func add(_ field: Int, _ value: Float) {
    number(field << 3 | 5)
    bytes += withUnsafeBytes(of: value.bitPattern.littleEndian, Array.init)
  }

  private mutating func add(_ field: Int, bytes part: [UInt8]) {
    number(field << 3 | 2)
    number(part.count)
    bytes += part
  }

  mutating func add(_ field: Int, _ text: String) { add(field, bytes: Array(text.utf8)) }

  mutating func add(_ field: Int, _ message: Message) { add(field, bytes: message.bytes) }

  mutating func add(_ field: Int, packed numbers: [Int]) {
    var part = Message()
    for value in numbers { part.number(value) }
    add(field, part)
  }

  mutating func add(_ field: Int, _ floats: [Float]) {
    add(
      field, bytes: floats.flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian, Array.init) })
  }
}
