import Files
import Kernels
import Tensor

/// What the beginning of a `.npy` file says: a dictionary of Python in text.
///
/// NumPy's documentation, `numpy.lib.format`, versions 1.0 to 3.0.
struct NPYHeader {
  let stored: StoredScalar
  let isBigEndian: Bool
  /// Whether the first axis, not the last, is the one whose neighbors are neighbors in the file.
  let isFortran: Bool
  let shape: Shape
  /// Where the scalars begin.
  let end: Int

  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
  /// NumPy's own headers are far shorter.
  private static let longest = 65_536
  /// No array of NumPy has more.
  static let mostAxes = 64
  private static let types: [String: ScalarType] = [
    "f2": .float16, "f4": .float32, "f8": .float64, "b1": .bool, "i1": .int8, "i2": .int16,
    "i4": .int32, "i8": .int64, "u1": .uint8, "u2": .uint16, "u4": .uint32, "u8": .uint64,
  ]

  init(_ file: FileReader) throws(FileProblem) {
    let start = try file.bytes(0..<min(12, file.size))
    guard start.count >= 10, start.starts(with: Self.magic), (1...3).contains(start[6]),
      start[6] == 1 || start.count == 12
    else {
      throw file.problem(found: "something else", expected: "a .npy file of version 1, 2 or 3")
    }
    let lengthBytes = start[6] == 1 ? start[8..<10] : start[8..<12]
    let length = lengthBytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    let textStart = lengthBytes.endIndex
    guard length <= min(Self.longest, file.size - textStart) else {
      throw file.problem(
        found: "a header of \(length) bytes in \(file.size)",
        expected: "a header within the file, of at most \(Self.longest) bytes")
    }
    end = textStart + length
    var scanner = PythonScanner(try file.bytes(textStart..<end))
    guard let values = scanner.scanDictionary(), case .text(let type)? = values["descr"],
      case .truth(let isFortran)? = values["fortran_order"],
      case .numbers(let dimensions)? = values["shape"], values.count == 3
    else {
      throw file.problem(
        found: "a header without them, or with a type of several fields",
        expected: "a descr, a fortran_order and a shape")
    }
    guard let name = TypeName(type) else {
      throw file.problem(
        found: "scalars of type \(type)", expected: "numbers such as <f4, or truth values")
    }
    (stored, isBigEndian) = (name.scalar.stored, name.isBigEndian)
    self.isFortran = isFortran
    shape = Shape(dimensions)
    try check(dimensions, in: file)
  }

  private func check(_ dimensions: [Int], in file: FileReader) throws(FileProblem) {
    guard dimensions.count <= Self.mostAxes else {
      throw file.problem(
        found: "\(dimensions.count) axes", expected: "at most \(Self.mostAxes), as NumPy has")
    }
    let bytes = Shape.byteCount(of: dimensions, scalar: stored.size)
    guard let bytes, bytes == file.size - end else {
      throw file.problem(
        found: "\(file.size - end) bytes", expected: "the bytes of an array of shape \(dimensions)")
    }
  }

  /// A type as NumPy writes it, such as `<f4`.
  private struct TypeName {
    let scalar: ScalarType
    let isBigEndian: Bool

    init?(_ text: String) {
      guard let order = text.first, "<>=|".contains(order),
        let scalar = NPYHeader.types[String(text.dropFirst())]
      else { return nil }
      self.scalar = scalar
      isBigEndian = order == ">"
    }
  }

  /// The header of an array of ours; nil for a type that NumPy does not have.
  static func encoded(_ shape: Shape, as type: ScalarType) -> [UInt8]? {
    guard let name = types.first(where: { $0.value == type })?.key else { return nil }
    let order = type.stored.size == 1 ? "|" : "<"
    let dimensions = shape.dimensions.map(String.init).joined(separator: ", ")
    let tuple = shape.rank == 1 ? "(\(dimensions),)" : "(\(dimensions))"
    var text = "{'descr': '\(order)\(name)', 'fortran_order': False, 'shape': \(tuple), }"
    // With the line's end, so that the scalars begin at a multiple of 64.
    text += String(repeating: " ", count: 63 - (10 + text.utf8.count) % 64) + "\n"
    let length = text.utf8.count
    return magic + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)] + Array(text.utf8)
  }
}
