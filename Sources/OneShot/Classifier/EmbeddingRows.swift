import Basics
import Files
import Kernels
import Synchronization
import Tensor

/// Rows of embeddings, each with the number of its class, that grow at their end. A copy takes no time and
/// shares the memory; so does whoever reads a copy while rows are added to another one.
///
/// The rows lie in pieces of a few megabytes. A row that was written stays as it is; whether it counts in
/// a search is a bit of the copy's own.
struct EmbeddingRows: Sendable {
  /// The size of an embedding; 0 before the first row.
  private(set) var width = 0
  /// The number of rows, those that are silent included.
  private(set) var count = 0
  private(set) var pieces = PersistentArray<Piece>()
  /// The id of the next row: one that no row ever had. A row keeps its id when numbers change.
  private(set) var nextID = 0

  /// Adjacent rows in one place in memory.
  struct Piece: Sendable {
    fileprivate let memory: RowMemory
    /// The number of its first row.
    let start: Int
    fileprivate(set) var count: Int
    /// A bit for each row with which no query is compared; none if there are no such rows.
    fileprivate(set) var silent: [UInt64] = []

    /// All rows, `[count, width]`, not copied.
    var tensor: Tensor {
      let scalars = count * memory.width
      return Tensor(
        shape: [count, memory.width],
        storage: Storage(memory.rows, count: scalars, of: memory))
    }

    /// Calls `body` with the number of the class of each row.
    func withRun<Result>(_ body: (RowRun) -> Result) -> Result {
      withExtendedLifetime(memory) {
        body(RowRun(memory.classes, count: count, silent: silent))
      }
    }
  }

  /// Adds rows `[n, width]` of a class, which are numbered from what was ``count`` on.
  ///
  /// - Parameters:
  ///   - rows: At least one.
  ///   - number: That of the class.
  ///   - isSilent: Whether no query is compared with them; default false.
  mutating func append(_ rows: Tensor, of number: Int32, isSilent: Bool = false) {
    width = rows.shape[1]
    withScalars(rows) {
      append($0, count: rows.shape[0], of: number, id: nextID, isSilent: isSilent)
    }
  }

  private mutating func append(
    _ rows: UnsafePointer<Float>, count total: Int, of number: Int32, id: Int, isSilent: Bool
  ) {
    var done = 0
    while done < total {
      var place = pieces.count - 1
      var piece: Piece
      if place >= 0, pieces[place].memory.claim(after: pieces[place].count, atMost: total - done) {
        piece = pieces[place]
      } else {
        let memory = RowMemory(width: width, capacity: capacity(for: total - done))
        piece = Piece(memory: memory, start: count, count: 0)
        _ = memory.claim(after: 0, atMost: total - done)
        place = pieces.count
        pieces.append(piece)
      }
      let added = min(total - done, piece.memory.capacity - piece.count)
      piece.memory.write(
        rows + done * width, count: added, after: piece.count, of: number, id: id + done)
      piece.count += added
      if isSilent || !piece.silent.isEmpty { piece.cover() }
      pieces[place] = piece
      if isSilent { for row in count..<count + added { silence(row) } }
      count += added
      done += added
    }
    nextID = max(nextID, id + total)
  }

  /// Some of the rows in their order and with their ids, copied without gaps.
  ///
  /// - Parameters:
  ///   - isKept: Whether each row is one of them.
  ///   - numbers: For the number of each class its new one.
  func compacted(keeping isKept: [Bool], numbers: [Int32]) -> EmbeddingRows {
    var result = EmbeddingRows()
    result.width = width
    pieces.forEach { piece in
      withExtendedLifetime(piece.memory) {
        for index in 0..<piece.count where isKept[piece.start + index] {
          result.append(
            piece.memory.rows + index * width, count: 1,
            of: numbers[Int(piece.memory.classes[index])], id: piece.memory.ids[index],
            isSilent: piece.isSilent(index))
        }
      }
    }
    result.nextID = nextID
    return result
  }

  /// Adds rows that stay in a mapped file.
  ///
  /// - Parameters:
  ///   - mapped: The rows.
  ///   - numbers: That of the class of each.
  mutating func append(_ mapped: MappedRows, of numbers: [Int32]) {
    width = mapped.width
    let most = max(16, (1 << 20) / max(width, 1))
    for start in stride(from: 0, to: mapped.count, by: most) {
      let range = start..<min(start + most, mapped.count)
      pieces.append(
        Piece(
          memory: RowMemory(mapped, range, numbers: numbers[range], id: nextID), start: count,
          count: range.count))
      count += range.count
      nextID += range.count
    }
  }

  /// No query is compared with the row from now on.
  mutating func silence(_ row: Int) {
    let place = place(of: row)
    var piece = pieces[place]
    piece.cover()
    let index = row - piece.start
    piece.silent[index >> 6] |= 1 << UInt64(index & 63)
    pieces[place] = piece
  }

  /// Queries are compared with the row again.
  mutating func unsilence(_ row: Int) {
    let place = place(of: row)
    var piece = pieces[place]
    let index = row - piece.start
    guard !piece.silent.isEmpty else { return }
    piece.silent[index >> 6] &= ~(1 << UInt64(index & 63))
    pieces[place] = piece
  }

  /// Rows by their numbers, copied: `[numbers.count, width]`.
  func tensor(at numbers: [Int]) -> Tensor {
    Tensor([numbers.count, width]) { target in
      for (place, number) in numbers.enumerated() {
        let piece = pieces[self.place(of: number)]
        withExtendedLifetime(piece.memory) {
          (target + place * width).update(
            from: piece.memory.rows + (number - piece.start) * width, count: width)
        }
      }
    }
  }

  /// Calls `body` with all rows, piece by piece.
  func withRuns<Result>(_ body: ([RowRun]) -> Result) -> Result {
    var (runs, memories): ([RowRun], [RowMemory]) = ([], [])
    pieces.forEach {
      runs.append(RowRun($0.memory.classes, count: $0.count, silent: $0.silent))
      memories.append($0.memory)
    }
    return withExtendedLifetime(memories) { body(runs) }
  }

  /// The number of the class of a row.
  func number(ofClassOf row: Int) -> Int {
    let piece = pieces[place(of: row)]
    return withExtendedLifetime(piece.memory) { Int(piece.memory.classes[row - piece.start]) }
  }

  /// The id of a row, which is larger for a later one.
  func id(of row: Int) -> Int {
    let piece = pieces[place(of: row)]
    return withExtendedLifetime(piece.memory) { piece.memory.ids[row - piece.start] }
  }

  /// The row of an id, nil if there is none.
  func row(withID id: Int) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      let found = self.id(of: middle)
      if found == id { return middle }
      if found < id { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// The piece that has the row.
  private func place(of row: Int) -> Int {
    var (low, high) = (0, pieces.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if pieces[middle].start <= row { low = middle } else { high = middle }
    }
    return low
  }

  /// As many rows as there are, but at least 16 and at most 4 MiB of them: little is empty, and no more
  /// pieces are there than a search can share between threads.
  private func capacity(for rows: Int) -> Int {
    let most = max(16, (1 << 20) / max(width, 1))
    return min(most, max(16, count, rows))
  }
}

extension EmbeddingRows.Piece {
  /// Whether no query is compared with the row at a position.
  func isSilent(_ index: Int) -> Bool {
    index >> 6 < silent.count && silent[index >> 6] >> UInt64(index & 63) & 1 == 1
  }

  /// Makes room for a bit of each row.
  fileprivate mutating func cover() {
    let words = (count + 63) >> 6
    if silent.count < words { silent += Array(repeating: 0, count: words - silent.count) }
  }
}

/// Memory for rows, of which many copies may read those that they know of.
private final class RowMemory: Sendable {
  let width: Int
  let capacity: Int
  /// Memory of its own, which goes back to the system at once, or a part of a mapped file.
  nonisolated(unsafe) let rows: UnsafeMutablePointer<Float>
  private let file: MappedFile?
  /// Written before whoever reads it learns of the row.
  nonisolated(unsafe) let classes: UnsafeMutablePointer<Int32>
  nonisolated(unsafe) let ids: UnsafeMutablePointer<Int>
  private let used = Atomic<Int>(0)

  init(width: Int, capacity: Int) {
    self.width = width
    self.capacity = capacity
    let bytes = 4 * max(1, width * capacity)
    rows = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
      .bindMemory(to: Float.self, capacity: width * capacity)
    file = nil
    classes = .allocate(capacity: capacity)
    ids = .allocate(capacity: capacity)
  }

  /// Rows in a mapped file, behind which there is no room.
  init(_ mapped: MappedRows, _ range: Range<Int>, numbers: ArraySlice<Int32>, id: Int) {
    width = mapped.width
    capacity = range.count
    // Nothing is written where there is no room.
    rows = UnsafeMutablePointer(mutating: mapped.scalars(from: range.lowerBound))
    file = mapped.file
    classes = .allocate(capacity: capacity)
    ids = .allocate(capacity: capacity)
    numbers.withUnsafeBufferPointer { classes.update(from: $0.baseAddress!, count: capacity) }
    for index in 0..<capacity { ids[index] = id + index }
    used.store(capacity, ordering: .relaxed)
  }

  deinit {
    if file == nil { UnsafeMutableRawPointer(rows).deallocate() }
    classes.deallocate()
    ids.deallocate()
  }

  /// Takes room for up to `count` rows after the first `used`, unless there is none or another copy took
  /// it: of two copies that grow, one has to go elsewhere.
  func claim(after used: Int, atMost count: Int) -> Bool {
    guard used < capacity else { return false }
    return self.used.compareExchange(
      expected: used, desired: min(capacity, used + count), ordering: .acquiringAndReleasing
    ).exchanged
  }

  func write(
    _ source: UnsafePointer<Float>, count: Int, after used: Int, of number: Int32, id: Int
  ) {
    (rows + used * width).update(from: source, count: count * width)
    (classes + used).update(repeating: number, count: count)
    for index in 0..<count { ids[used + index] = id + index }
  }
}
