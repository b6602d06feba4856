import Files
import Kernels
import Synchronization

/// Up to so many rows of an index with their numbers, shared between copies of it.
///
/// A copy reads only the rows that it counts, so that another may write behind them: rows are claimed before
/// they are written, by one copy each. What others may read is changed only where nobody else holds the slab.
final class RowSlab: Sendable {
  /// How many rows there is room for.
  let capacity: Int
  /// Whether the memory is the slab's own and not a file's.
  let isWritable: Bool
  nonisolated(unsafe) let rows: UnsafeMutableRawPointer
  nonisolated(unsafe) let scales: UnsafeMutablePointer<Float>?
  nonisolated(unsafe) let exact: UnsafeMutableRawPointer?
  nonisolated(unsafe) let ids: UnsafeMutablePointer<Int>
  private let claimed: Atomic<Int>
  /// What the pointers lead into.
  private let owners: [any Sendable]

  /// Room for rows, in memory of its own.
  init(capacity: Int, _ layout: RowLayout) {
    let rows = RowMemory(bytes: capacity * layout.rowBytes)
    let ids = RowMemory(bytes: capacity * MemoryLayout<Int>.stride)
    let scales = RowMemory(bytes: capacity * layout.scaleBytes)
    let exact = RowMemory(bytes: capacity * layout.exactBytes)
    self.capacity = capacity
    isWritable = true
    self.rows = rows.pointer
    self.ids = ids.pointer.bindMemory(to: Int.self, capacity: capacity)
    self.scales =
      layout.scaleBytes > 0
      ? scales.pointer.bindMemory(to: Float.self, capacity: capacity) : nil
    self.exact = layout.exact == nil ? nil : exact.pointer
    claimed = Atomic(0)
    owners = [rows, ids, scales, exact]
  }

  /// Rows of a file, which are only read.
  init(_ mapping: MappedFile, _ places: FlatIndexPlaces, _ layout: RowLayout, rows: Range<Int>) {
    let base = UnsafeMutableRawPointer(mutating: mapping.bytes.baseAddress!)
    let first = rows.lowerBound
    capacity = rows.count
    isWritable = false
    self.rows = base + places.rows + first * layout.rowBytes
    ids = (base + places.ids + first * 8).assumingMemoryBound(to: Int.self)
    let scale = base + places.scales + first * layout.scaleBytes
    scales = layout.scaleBytes > 0 ? scale.assumingMemoryBound(to: Float.self) : nil
    exact = layout.exact == nil ? nil : base + places.exact + first * layout.exactBytes
    claimed = Atomic(rows.count)
    owners = [mapping]
  }

  /// The first `count` rows in memory of their own.
  func copied(_ count: Int, capacity: Int, _ layout: RowLayout) -> RowSlab {
    let copy = RowSlab(capacity: capacity, layout)
    copy.write(self, rows: 0..<count, at: 0, layout)
    copy.claimed.store(count, ordering: .relaxed)
    return copy
  }

  /// Takes hold of the rows from `count` on, if no other copy of the index has.
  func claim(_ rows: Int, after count: Int) -> Bool {
    guard isWritable, count + rows <= capacity else { return false }
    return claimed.compareExchange(
      expected: count, desired: count + rows, ordering: .acquiringAndReleasing
    ).exchanged
  }

  /// Gives back all rows from `count` on; for whoever alone holds the slab.
  func disclaim(after count: Int) { claimed.store(count, ordering: .relaxed) }

  /// Copies rows of another slab, or of this one.
  func write(_ other: RowSlab, rows range: Range<Int>, at place: Int, _ layout: RowLayout) {
    let (first, count) = (range.lowerBound, range.count)
    (rows + place * layout.rowBytes).copyMemory(
      from: other.rows + first * layout.rowBytes, byteCount: count * layout.rowBytes)
    (ids + place).update(from: other.ids + first, count: count)
    if let scales, let source = other.scales {
      (scales + place).update(from: source + first, count: count)
    }
    if let exact, let source = other.exact {
      (exact + place * layout.exactBytes).copyMemory(
        from: source + first * layout.exactBytes, byteCount: count * layout.exactBytes)
    }
  }

  /// What a search looks through.
  func block(_ count: Int) -> RowBlock { RowBlock(rows, scales: scales, ids: ids, count: count) }

  /// One row, as exact as it is kept.
  func exactBlock(_ row: Int, _ layout: RowLayout) -> RowBlock {
    if let exact {
      return RowBlock(exact + row * layout.exactBytes, ids: ids + row, count: 1)
    }
    return RowBlock(
      rows + row * layout.rowBytes, scales: scales.map { $0 + row }, ids: ids + row, count: 1)
  }
}
