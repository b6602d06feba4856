/// Texts that are attributes of groups and arrays.
struct HDF5Text {
  private let source: HDF5Source

  init(in source: HDF5Source) { self.source = source }

  /// The text of the attribute of a name; nil if there is none, or it is anything else.
  func text(_ name: String, of object: HDF5Object) -> String? {
    guard let attributes = try? object.all(.attribute) else { return nil }
    for attribute in attributes {
      if let found = try? read(attribute), found.name == name { return found.text }
    }
    return nil
  }

  private func read(_ attribute: HDF5Cursor) throws -> (name: String, text: String?) {
    var cursor = attribute
    let version = try cursor.number(1)
    guard (1...3).contains(version) else { throw HDF5Problem.damage }
    // Types and spaces that lie elsewhere are of no text of Keras.
    guard try cursor.number(1) == 0 || version == 1 else { throw HDF5Problem.damage }
    let sizes = [try cursor.number(2), try cursor.number(2), try cursor.number(2)]
    if version == 3 { try cursor.skip(1) }
    var parts: [[UInt8]] = []
    for size in sizes {
      parts.append(try cursor.bytes(size))
      if version == 1 { try cursor.align() }
    }
    let name = try HDF5Cursor.text(parts[0])
    guard try HDF5Space(source.cursor(parts[2])).dimensions.allSatisfy({ $0 == 1 }) else {
      return (name, nil)
    }
    var type = source.cursor(parts[1])
    let kind = try type.number(1) & 0xF
    let settings = try type.number(3)
    let size = try type.number(4)
    switch kind {
    case 3: return (name, try HDF5Cursor.text(cursor.bytes(size)))
    case 9 where settings & 0xF == 1: return (name, try HDF5Cursor.text(elsewhere(&cursor)))
    default: return (name, nil)
    }
  }

  /// The bytes in a global heap that a place tells.
  private func elsewhere(_ cursor: inout HDF5Cursor) throws -> [UInt8] {
    let count = try cursor.number(4)
    guard let address = try cursor.address() else { return [] }
    let index = try cursor.number(4)
    var start = try source.cursor(at: address, count: 8 + source.lengthSize)
    try start.expect("GCOL")
    try start.skip(4)
    var heap = try source.cursor(at: address, count: start.length())
    try heap.skip(start.place)
    while heap.rest >= 8 + source.lengthSize {
      let found = try heap.number(2)
      try heap.skip(6)
      let size = try heap.length()
      // What is left of the heap.
      if found == 0 { break }
      let bytes = try heap.bytes(size)
      if found == index { return Array(bytes.prefix(count)) }
      try heap.align()
    }
    throw HDF5Problem.damage
  }
}
