/// How many scalars an array has along each axis.
struct HDF5Space {
  let dimensions: [Int]

  /// More axes than an array of HDF5 has are refused.
  private static let mostAxes = 32

  init(_ message: HDF5Cursor) throws {
    var cursor = message
    let version = try cursor.number(1)
    let rank = try cursor.number(1)
    try cursor.skip(1)
    let kind = try cursor.number(1)
    guard rank <= Self.mostAxes, version == 1 || version == 2 && kind < 2 else {
      throw HDF5Problem.damage
    }
    if version == 1 { try cursor.skip(4) }
    var dimensions: [Int] = []
    for _ in 0..<rank { dimensions.append(try cursor.length()) }
    self.dimensions = dimensions
  }
}
