/// Where the row of each id is: a dictionary in many small parts.
///
/// If a copy of the table is kept, as whoever searches meanwhile does, a change copies the part that it is in
/// and not all of it.
package struct IDTable: Sendable {
  private var parts: [[Int: Int]]
  package private(set) var count = 0

  /// As many entries of a part, on average, make the table grow.
  private static let fullPart = 256

  package init(minimumCapacity: Int = 0) {
    var parts = 1
    while parts * Self.fullPart < minimumCapacity { parts *= 2 }
    self.parts = [[Int: Int]](repeating: [:], count: parts)
  }

  /// The number of parts is a power of two; ids often follow one another, and so their bits are mixed.
  private func part(of id: Int) -> Int {
    Int(truncatingIfNeeded: (UInt(bitPattern: id) &* 0x9E37_79B9_7F4A_7C15) >> 32)
      & (parts.count - 1)
  }

  /// The row of an id; nil takes it out.
  package subscript(id: Int) -> Int? {
    get { parts[part(of: id)][id] }
    set {
      let before: Int?
      if let newValue {
        before = parts[part(of: id)].updateValue(newValue, forKey: id)
        count += before == nil ? 1 : 0
        if count > parts.count * Self.fullPart { grow() }
      } else {
        before = parts[part(of: id)].removeValue(forKey: id)
        count -= before == nil ? 0 : 1
      }
    }
  }

  private mutating func grow() {
    var larger = IDTable(minimumCapacity: 2 * parts.count * Self.fullPart)
    for part in parts {
      for (id, row) in part { larger[id] = row }
    }
    self = larger
  }
}
