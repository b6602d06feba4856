import DatasetFiles
import Files
import Tensor
import Training

/// The scalars of an array that lie in pieces of one shape, which may be packed.
struct HDF5Chunks {
  private struct Chunk {
    /// The filters that were left out, as bits.
    let mask: Int
    /// The place of the first scalar along each axis.
    let start: [Int]
    let range: Range<Int>
  }

  private let source: HDF5Source
  private let dimensions: [Int]
  /// The shape of a piece.
  private let shape: [Int]
  private let scalar: Int
  private let filters: [HDF5Filter]
  private var chunks: [Chunk] = []
  private var nodes: Set<Int> = []

  /// - Parameter layout: The message behind its class.
  init(
    _ layout: HDF5Cursor, of object: HDF5Object, _ dimensions: [Int], scalar: Int,
    in source: HDF5Source
  ) throws {
    var layout = layout
    self.source = source
    self.dimensions = dimensions
    self.scalar = scalar
    guard try layout.number(1) == dimensions.count + 1, let tree = try layout.address() else {
      throw HDF5Problem.damage
    }
    var shape: [Int] = []
    for _ in dimensions { shape.append(try layout.number(4)) }
    guard try layout.number(4) == scalar, shape.allSatisfy({ $0 > 0 }) else {
      throw HDF5Problem.damage
    }
    self.shape = shape
    filters = object.has(.filters) ? try HDF5Filter.all(object.message(.filters)) : []
    try visit(tree, level: nil)
  }

  /// A node of the tree of pieces.
  private mutating func visit(_ address: Int, level: Int?) throws {
    guard nodes.insert(address).inserted else { throw HDF5Problem.damage }
    var start = try source.cursor(at: address, count: 8 + 2 * source.addressSize)
    try start.expect("TREE")
    let (kind, found, count) = (try start.number(1), try start.number(1), try start.number(2))
    guard kind == 1, level ?? found == found else { throw HDF5Problem.damage }
    let step = 8 + 8 * (dimensions.count + 1) + source.addressSize
    var entries = try source.cursor(at: address + 8 + 2 * source.addressSize, count: count * step)
    for _ in 0..<count {
      let (size, mask) = (try entries.number(4), try entries.number(4))
      var place: [Int] = []
      for _ in dimensions { place.append(try entries.number(8)) }
      try entries.skip(8)
      guard let child = try entries.address() else { throw HDF5Problem.damage }
      if found > 0 {
        try visit(child, level: found - 1)
        continue
      }
      guard nodes.insert(child).inserted, zip(place, dimensions).allSatisfy({ $0 < $1 }) else {
        throw HDF5Problem.damage
      }
      chunks.append(
        Chunk(mask: mask, start: place, range: try source.range(at: child, count: size)))
    }
  }

  /// All scalars, row-major; nil if the file has not got them.
  func bytes(room: inout Int) throws -> [UInt8]? {
    let stored = chunks.reduce(0) { $0 + $1.range.count }
    // Deflate packs no better than that.
    let most = filters.isEmpty ? 1 : 1032
    guard let count = Shape.byteCount(of: dimensions, scalar: scalar),
      let size = Shape.byteCount(of: shape, scalar: scalar), stored <= room,
      count / most <= stored, size / most <= stored
    else { return nil }
    room -= stored
    var result = [UInt8](repeating: 0, count: count)
    // A piece that is not there would leave zeros.
    var missing = count
    for chunk in chunks {
      let bytes = try unpacked(chunk, size: size)
      missing -= copy(bytes, of: chunk, to: &result)
    }
    return missing == 0 ? result : nil
  }

  private func unpacked(_ chunk: Chunk, size: Int) throws -> [UInt8] {
    var bytes = try source.file.bytes(chunk.range)
    for (index, filter) in filters.enumerated().reversed() where chunk.mask >> index & 1 == 0 {
      bytes = try filter.undone(bytes, limit: size, place: source.file.place)
    }
    guard bytes.count == size else { throw HDF5Problem.damage }
    return bytes
  }

  /// Copies what lies within the array, row by row, and says how many bytes that were.
  private func copy(_ bytes: [UInt8], of chunk: Chunk, to result: inout [UInt8]) -> Int {
    let kept = zip(zip(shape, dimensions), chunk.start).map { min($0.0, $0.1 - $1) }
    let row = (kept.last ?? 1) * scalar
    let rows = kept.dropLast().reduce(1, *)
    for index in 0..<rows {
      var (rest, from, to, fromStep, toStep) = (index, 0, 0, 1, 1)
      for axis in shape.indices.reversed() {
        let isLast = axis == shape.count - 1
        let place = isLast ? 0 : rest % kept[axis]
        if !isLast { rest /= kept[axis] }
        from += place * fromStep
        to += (place + chunk.start[axis]) * toStep
        fromStep *= shape[axis]
        toStep *= dimensions[axis]
      }
      (from, to) = (from * scalar, to * scalar)
      result.replaceSubrange(to..<to + row, with: bytes[from..<from + row])
    }
    return rows * row
  }
}
