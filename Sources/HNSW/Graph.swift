import Basics
import CHNSW
import CKernels
import EmbeddingSearch
import Kernels
import Tensor

/// A graph of hnswlib, whose rows have the numbers 0, 1, … in the order in which they were added.
final class Graph: Sendable {
  /// Read by several threads, or changed by one that nobody else reads beside; the index's lock sees to it.
  nonisolated(unsafe) let pointer: OpaquePointer
  private let links: Int

  /// - Parameter metric: Not of the caller's.
  init(
    dimensions: Int, metric: EmbeddingMetric, settings: HNSWIndex.Settings, capacity: Int
  ) throws(HNSWError) {
    guard let scores = metric.rowScores(width: dimensions) else {
      throw HNSWError("a metric of the caller's has no distance")
    }
    var made: OpaquePointer?
    let message = withMessage { message in
      scores.withPairs { sum, weights in
        var graph = HNSWSettings(
          width: dimensions, m: settings.links, efConstruction: settings.buildCandidates,
          capacity: max(1, capacity), sum: sum, weights: weights, sign: metric.scale < 0 ? 1 : -1)
        made = hnswMake(&graph, message)
      }
    }
    links = settings.links
    guard let made else { throw HNSWError(message) }
    pointer = made
  }

  deinit { hnswFree(pointer) }

  func reserve(_ rows: Int) throws(HNSWError) {
    try checked { hnswReserve(pointer, rows, $0) }
  }

  /// Adds rows `[range.count, dimensions]` under the numbers of a range, with all threads, and returns what
  /// went wrong, if anything did.
  func add(
    _ rows: UnsafePointer<Float>, dimensions: Int, numbers: Range<Int>, seed: UInt64
  ) -> HNSWError? {
    let failure = Lock<HNSWError?>(nil)
    let levels = numbers.map { level(of: $0, seed: seed) }
    func add(_ place: Int) {
      do throws(HNSWError) {
        try checked {
          hnswAdd(
            pointer, rows + place * dimensions, numbers.lowerBound + place, levels[place], $0)
        }
      } catch {
        failure.withLock { $0 = $0 ?? error }
      }
    }
    // Adding a row begins at the highest one, which is read without a lock. One that is higher than all
    // before it is therefore added alone, and first.
    let highest = levels.indices.max { levels[$0] < levels[$1] }
    let alone = highest.flatMap { levels[$0] > hnswParts(pointer).largestLevel ? $0 : nil }
    if let alone { add(alone) }
    Threads.forEach(numbers.count) { if $0 != alone { add($0) } }
    return failure.withLock { $0 }
  }

  func remove(_ number: Int) throws(HNSWError) {
    try checked { hnswRemove(pointer, number, $0) }
  }

  /// The scalars of a row.
  func row(_ number: Int) -> UnsafePointer<Float>? { hnswRow(pointer, number) }

  /// Up to `k` rows near a query with their distances, in no particular order.
  func search(
    _ query: UnsafePointer<Float>, k: Int, ef: Int
  ) throws(HNSWError) -> [(number: Int, distance: Float)] {
    let distances = UnsafeMutablePointer<Float>.allocate(capacity: k)
    let numbers = UnsafeMutablePointer<Int>.allocate(capacity: k)
    defer {
      distances.deallocate()
      numbers.deallocate()
    }
    var count = 0
    try checked {
      count = hnswSearch(pointer, query, k, ef, distances, numbers, $0)
      return count >= 0
    }
    return (0..<count).map { (numbers[$0], distances[$0]) }
  }

  func checked(_ body: (UnsafeMutablePointer<CChar>) -> Bool) throws(HNSWError) {
    var isDone = false
    let message = withMessage { isDone = body($0) }
    if !isDone { throw HNSWError(message) }
  }

  /// The layers of a row: as many as an exponential distribution says, drawn from its number alone, so that
  /// they do not depend on which thread adds it.
  private func level(of number: Int, seed: UInt64) -> Int32 {
    var random = SeededGenerator(seed: seed, "HNSW levels", number)
    let uniform = Double(random.next() >> 11) * 0x1p-53
    return Int32(-log(1 - uniform) / log(Double(links)))
  }
}

/// What `body` writes as a message.
private func withMessage(_ body: (UnsafeMutablePointer<CChar>) -> Void) -> String {
  var bytes = [CChar](repeating: 0, count: Int(hnswMessageSize))
  bytes.withUnsafeMutableBufferPointer { body($0.baseAddress!) }
  return String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
