import Basics

/// Adjacent rows with the number of the class of each.
package struct RowRun {
  let classes: UnsafePointer<Int32>
  let count: Int
  let silent: [UInt64]

  /// - Parameters:
  ///   - classes: The number of the class of each row.
  ///   - silent: A bit for each row that does not count, 64 to a word, the lowest first; none if all do.
  package init(_ classes: UnsafePointer<Int32>, count: Int, silent: [UInt64]) {
    self.classes = classes
    self.count = count
    self.silent = silent
  }

  /// Calls `body` with the positions of the rows that count.
  @inline(__always)
  func forEachRow(_ body: (Int) -> Void) {
    if silent.isEmpty {
      for row in 0..<count { body(row) }
    } else {
      silent.withUnsafeBufferPointer { words in
        for row in 0..<count where words[row >> 6] >> UInt64(row & 63) & 1 == 0 { body(row) }
      }
    }
  }
}

/// The classes of which several rows count, and a place for each of those rows so that those of a class
/// lie side by side, in their order.
package struct RepeatedClasses: Sendable {
  /// For each row of all runs its place, −1 if it does not count or is the only one of its class.
  package let places: [Int32]
  /// The number of each such class, ascending.
  let numbers: [Int32]
  /// How many rows it has.
  let lengths: [Int32]
  /// How many rows all of them have.
  package let rows: Int

  /// Looks for them among rows of classes whose numbers are below `classes`.
  package init(_ runs: [RowRun], classes: Int) {
    var next = [Int32](repeating: 0, count: classes)
    next.withUnsafeMutableBufferPointer { counts in
      for run in runs { run.forEachRow { counts[Int(run.classes[$0])] += 1 } }
    }
    var (numbers, lengths): ([Int32], [Int32]) = ([], [])
    var rows: Int32 = 0
    for number in 0..<classes {
      let length = next[number]
      next[number] = length > 1 ? rows : -1
      guard length > 1 else { continue }
      numbers.append(Int32(number))
      lengths.append(length)
      rows += length
    }
    (self.numbers, self.lengths, self.rows) = (numbers, lengths, Int(rows))
    let total = runs.reduce(0) { $0 + $1.count }
    places = [Int32](unsafeUninitializedCapacity: total) { places, count in
      places.initialize(repeating: -1)
      count = total
      var start = 0
      next.withUnsafeMutableBufferPointer { next in
        for run in runs {
          run.forEachRow { row in
            let number = Int(run.classes[row])
            if next[number] < 0 { return }
            places[start + row] = next[number]
            next[number] += 1
          }
          start += run.count
        }
      }
    }
  }
}

/// The score of each class for each query, gathered from those of rows, run by run.
package struct ClassScores {
  let target: UnsafeMutablePointer<Float>
  let classes: Int
  let repeated: (classes: RepeatedClasses, scores: UnsafeMutablePointer<Float>)?

  /// - Parameters:
  ///   - target: `[queries, classes]`, of which those classes are written that have rows.
  ///   - repeated: The classes of several rows, and room for the scores of those: `[queries, rows]`.
  package init(
    _ target: UnsafeMutablePointer<Float>, classes: Int,
    repeated: (classes: RepeatedClasses, scores: UnsafeMutablePointer<Float>)?
  ) {
    self.target = target
    self.classes = classes
    self.repeated = repeated
  }

  /// Takes the scores of a run of rows, `[queries, count]`, the first of which is row `start` of all.
  ///
  /// - Returns: The first query with a score that is infinite or NaN, nil if there is none.
  package func take(
    _ scores: UnsafePointer<Float>, queries: Int, of run: RowRun, start: Int
  ) -> Int? {
    var bad: Int?
    for query in 0..<queries {
      let source = scores + query * run.count
      let row = target + query * classes
      var isFinite = true
      if let repeated {
        let others = repeated.scores + query * repeated.classes.rows
        repeated.classes.places.withUnsafeBufferPointer { places in
          run.forEachRow { index in
            let (score, place) = (source[index], Int(places[start + index]))
            isFinite = isFinite && score.isFinite
            if place < 0 { row[Int(run.classes[index])] = score } else { others[place] = score }
          }
        }
      } else {
        run.forEachRow { index in
          isFinite = isFinite && source[index].isFinite
          row[Int(run.classes[index])] = source[index]
        }
      }
      if !isFinite && bad == nil { bad = query }
    }
    return bad
  }

  /// Gives classes of several rows the mean of their scores, once all runs were taken.
  package func takeMeans(query: Int) {
    guard let repeated else { return }
    var source = repeated.scores + query * repeated.classes.rows
    for (number, length) in zip(repeated.classes.numbers, repeated.classes.lengths) {
      target[query * classes + Int(number)] = sum(source, count: Int(length)) / Float(length)
      source += Int(length)
    }
  }
}

/// log Σ eˣ over `count` scalars, shifted by the largest so that nothing overflows; −∞ counts for nothing.
///
/// In double precision, so that what is subtracted from scores far from 0 keeps the logarithm.
package func logSumExp(_ x: UnsafePointer<Float>, count: Int) -> Double {
  var largest = -Float.infinity
  for index in 0..<count where x[index] > largest { largest = x[index] }
  let block = 1 << 15
  let blocks = (count + block - 1) / block
  let total = withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, blocks)) { sums in
    nonisolated(unsafe) let sums = sums
    Threads.forEach(blocks) { piece in
      var sum = 0.0
      for index in piece * block..<min(count, (piece + 1) * block) {
        sum += Double(expf(x[index] - largest))
      }
      sums[piece] = sum
    }
    return (0..<blocks).reduce(0) { $0 + sums[$1] }
  }
  return Double(largest) + log(total)
}
