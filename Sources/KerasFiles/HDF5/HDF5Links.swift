/// The names in a group, and where what they name lies.
struct HDF5Links {
  /// Those of the same file; links to names and to other files are passed over.
  private(set) var links: [(name: String, address: Int)] = []

  private let source: HDF5Source
  /// The nodes that were read: none is read twice.
  private var nodes: Set<Int> = []
  /// The names of a group in the older form.
  private var heap: [UInt8] = []

  /// Nil for what is no group.
  init?(of object: HDF5Object, in source: HDF5Source) throws {
    self.source = source
    if object.has(.symbolTable) {
      var table = try object.message(.symbolTable)
      guard let tree = try table.address(), let heap = try table.address() else {
        throw HDF5Problem.damage
      }
      self.heap = try names(at: heap)
      try visit(tree, level: nil)
    } else if object.isGroup {
      try requireCompact(object)
      for var link in try object.all(.link) { try read(&link) }
    } else {
      return nil
    }
    links.sort { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
  }

  /// The local heap at an address.
  private func names(at address: Int) throws -> [UInt8] {
    var cursor = try source.cursor(
      at: address, count: 8 + 2 * source.lengthSize + source.addressSize)
    try cursor.expect("HEAP")
    try cursor.skip(4)
    let size = try cursor.length()
    try cursor.skip(source.lengthSize)
    guard let start = try cursor.address() else { throw HDF5Problem.damage }
    var data = try source.cursor(at: start, count: size)
    return try data.bytes(size)
  }

  /// A node of the tree of names, of a level that the one above it tells.
  private mutating func visit(_ address: Int, level: Int?) throws {
    guard nodes.insert(address).inserted else { throw HDF5Problem.damage }
    var cursor = try source.cursor(at: address, count: 8 + 2 * source.addressSize)
    try cursor.expect("TREE")
    let (kind, found, count) = (
      try cursor.number(1), try cursor.number(1), try cursor.number(2)
    )
    guard kind == 0, level ?? found == found else { throw HDF5Problem.damage }
    let step = source.lengthSize + source.addressSize
    var entries = try source.cursor(at: address + 8 + 2 * source.addressSize, count: count * step)
    for _ in 0..<count {
      try entries.skip(source.lengthSize)
      guard let child = try entries.address() else { throw HDF5Problem.damage }
      if found > 0 { try visit(child, level: found - 1) } else { try readTable(at: child) }
    }
  }

  /// A node of symbols.
  private mutating func readTable(at address: Int) throws {
    guard nodes.insert(address).inserted else { throw HDF5Problem.damage }
    var start = try source.cursor(at: address, count: 8)
    try start.expect("SNOD")
    try start.skip(2)
    let count = try start.number(2)
    let size = 2 * source.addressSize + 24
    var cursor = try source.cursor(at: address + 8, count: count * size)
    for _ in 0..<count {
      let name = try cursor.address()
      let target = try cursor.address()
      let cached = try cursor.number(4)
      try cursor.skip(20)
      guard let name, name < heap.count else { throw HDF5Problem.damage }
      // A link to a name, which may be in another group.
      if cached == 2 { continue }
      guard let target else { throw HDF5Problem.damage }
      links.append((try HDF5Cursor.text(heap[name...]), target))
    }
  }

  /// The newer form, of which only that of small groups is read.
  private func requireCompact(_ object: HDF5Object) throws {
    guard object.has(.linkInformation) else { return }
    var cursor = try object.message(.linkInformation)
    try cursor.skip(1)
    let flags = try cursor.number(1)
    try cursor.skip(flags & 1 != 0 ? 8 : 0)
    if try cursor.address() != nil { throw HDF5Problem.unknown("names in a fractal heap") }
  }

  private mutating func read(_ link: inout HDF5Cursor) throws {
    guard try link.number(1) == 1 else { throw HDF5Problem.damage }
    let flags = try link.number(1)
    let kind = flags & 8 != 0 ? try link.number(1) : 0
    try link.skip((flags & 4 != 0 ? 8 : 0) + (flags & 16 != 0 ? 1 : 0))
    let name = try link.bytes(link.number(1 << (flags & 3)))
    guard kind == 0 else { return }
    guard let target = try link.address() else { throw HDF5Problem.damage }
    links.append((try HDF5Cursor.text(name), target))
  }
}
