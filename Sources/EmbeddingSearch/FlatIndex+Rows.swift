import Kernels
import Tensor

/// How rows come and go.
extension FlatIndex {
  /// Throws if halves cannot hold a scalar. A cosine's rows are short.
  func requireRange(_ embeddings: Tensor) throws(EmbeddingIndexError) {
    guard layout.rows == .half || layout.exact == .half, !metric.normalizes else { return }
    let row = withScalars(embeddings) {
      RowEncoding(width: dimensions, .half).firstBeyondHalf($0, count: embeddings.shape[0])
    }
    if let row { throw .beyondRange(row: row) }
  }

  /// Writes rows behind the last one.
  mutating func append(_ embeddings: Tensor, _ ids: [Int]) {
    withScalars(embeddings) { source in
      var done = 0
      while done < ids.count {
        let place = count % layout.slabRows
        let rows = min(ids.count - done, layout.slabRows - place)
        let slab = slabForWriting(rows, at: place)
        write(source + done * dimensions, ids[done..<done + rows], to: slab, at: place)
        for index in 0..<rows { table[ids[done + index]] = count + index }
        count += rows
        done += rows
      }
    }
  }

  /// The slab with room for rows at `place`, claimed.
  private mutating func slabForWriting(_ rows: Int, at place: Int) -> RowSlab {
    let number = count / layout.slabRows
    if number == slabs.count {
      // The first slab of a small index grows as it is filled.
      let capacity = number > 0 ? layout.slabRows : grown(rows)
      slabs.append(RowSlab(capacity: capacity, layout))
    }
    if isKnownUniquelyReferenced(&slabs[number]) { slabs[number].disclaim(after: place) }
    if !slabs[number].claim(rows, after: place) {
      let capacity = number > 0 ? layout.slabRows : grown(place + rows)
      slabs[number] = slabs[number].copied(place, capacity: capacity, layout)
      _ = slabs[number].claim(rows, after: place)
    }
    return slabs[number]
  }

  /// Room for at least so many rows, in powers of two times 24 up to a whole slab.
  private func grown(_ rows: Int) -> Int {
    var capacity = 24
    while capacity < rows { capacity *= 2 }
    return min(capacity, layout.slabRows)
  }

  private func write(
    _ source: UnsafePointer<Float>, _ ids: ArraySlice<Int>, to slab: RowSlab, at place: Int
  ) {
    let count = ids.count
    RowEncoding(width: dimensions, layout.rows).encode(
      source, count: count, into: slab.rows + place * layout.rowBytes,
      scales: slab.scales.map { $0 + place })
    if let exact = slab.exact, let storage = layout.exact {
      RowEncoding(width: dimensions, storage).encode(
        source, count: count, into: exact + place * layout.exactBytes, scales: nil)
    }
    for (index, id) in ids.enumerated() { slab.ids[place + index] = id }
  }

  /// Puts the last row in the place of one that goes.
  mutating func removeRow(_ row: Int, of id: Int) {
    let last = count - 1
    let (from, source) = last.quotientAndRemainder(dividingBy: layout.slabRows)
    if row != last {
      let (number, place) = row.quotientAndRemainder(dividingBy: layout.slabRows)
      makeWritable(number)
      slabs[number].write(slabs[from], rows: source..<source + 1, at: place, layout)
      table[slabs[number].ids[place]] = row
    }
    table[id] = nil
    count = last
    if source == 0 { slabs.removeLast() }
  }

  /// Makes sure that nobody else reads the rows of a slab.
  private mutating func makeWritable(_ number: Int) {
    if isKnownUniquelyReferenced(&slabs[number]) && slabs[number].isWritable { return }
    let rows = min(layout.slabRows, count - number * layout.slabRows)
    let capacity = number > 0 ? layout.slabRows : grown(rows)
    slabs[number] = slabs[number].copied(rows, capacity: capacity, layout)
  }
}
