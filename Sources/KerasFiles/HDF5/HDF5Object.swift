/// The header of a group or an array: messages about it.
struct HDF5Object {
  /// What messages of some kinds are about, by the numbers of the specification.
  enum Kind: Int {
    case dataspace = 0x1
    case linkInformation = 0x2
    case datatype = 0x3
    case link = 0x6
    case externalFiles = 0x7
    case layout = 0x8
    case groupInformation = 0xA
    case filters = 0xB
    case attribute = 0xC
    case continuation = 0x10
    case symbolTable = 0x11
  }

  private struct Message {
    let kind: Kind
    let bytes: [UInt8]
    let isShared: Bool
  }

  private let source: HDF5Source
  private var messages: [Message] = []
  /// Where more messages lie.
  private var blocks: [(address: Int, size: Int)] = []

  /// More blocks are refused, since one may name another, or itself.
  private static let mostBlocks = 1024

  init(at address: Int, in source: HDF5Source) throws {
    self.source = source
    var start = try source.cursor(at: address, upTo: 64)
    let first = try start.number(1)
    let isFirst = first == 1
    var flags = 0
    if isFirst {
      // A reserved byte, how many messages and references there are, the size, and a gap.
      try start.skip(7)
      blocks = [(address + 16, try start.number(4))]
    } else {
      guard first == UInt8(ascii: "O") else { throw HDF5Problem.damage }
      try start.expect("HDR")
      guard try start.number(1) == 2 else { throw HDF5Problem.damage }
      flags = try start.number(1)
      try start.skip((flags & 0x20 != 0 ? 16 : 0) + (flags & 0x10 != 0 ? 4 : 0))
      let size = try start.number(1 << (flags & 3))
      blocks = [(address + start.place, size)]
    }
    var count = 0
    while let block = blocks.popLast() {
      count += 1
      guard count <= Self.mostBlocks else { throw HDF5Problem.damage }
      var cursor = try source.cursor(at: block.address, count: block.size)
      if !isFirst && count > 1 {
        try cursor.expect("OCHK")
        // Behind the messages there is a checksum.
        cursor = source.cursor(try cursor.bytes(cursor.rest - 4))
      }
      try read(&cursor, isFirst: isFirst, hasOrder: flags & 4 != 0)
    }
  }

  /// Takes the messages of a block.
  private mutating func read(
    _ cursor: inout HDF5Cursor, isFirst: Bool, hasOrder: Bool
  ) throws {
    let headerSize = isFirst ? 8 : hasOrder ? 6 : 4
    // Fewer bytes are a gap.
    while cursor.rest >= headerSize {
      let number = try cursor.number(isFirst ? 2 : 1)
      let size = try cursor.number(2)
      let flags = try cursor.number(1)
      try cursor.skip(isFirst ? 3 : hasOrder ? 2 : 0)
      let bytes = try cursor.bytes(size)
      guard let kind = Kind(rawValue: number) else { continue }
      if kind == .continuation {
        var place = source.cursor(bytes)
        guard let address = try place.address() else { throw HDF5Problem.damage }
        blocks.append((address, try place.length()))
      } else {
        messages.append(Message(kind: kind, bytes: bytes, isShared: flags & 2 != 0))
      }
    }
  }

  /// Whether it is a group, of the older form or the newer one.
  var isGroup: Bool {
    [.symbolTable, .linkInformation, .link, .groupInformation].contains(where: has)
  }

  /// Whether there is a message of a kind.
  func has(_ kind: Kind) -> Bool { messages.contains { $0.kind == kind } }

  /// The messages of a kind.
  func all(_ kind: Kind) throws -> [HDF5Cursor] {
    try messages.filter { $0.kind == kind }.map { message in
      guard !message.isShared else { throw HDF5Problem.unknown("a message that lies elsewhere") }
      return source.cursor(message.bytes)
    }
  }

  /// The message of a kind, which must be there.
  func message(_ kind: Kind) throws -> HDF5Cursor {
    guard let message = try all(kind).first else { throw HDF5Problem.damage }
    return message
  }
}
