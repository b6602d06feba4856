import ArgumentParser
import Foundation
import HNSW
import OneShot

/// An index that is measured.
enum MeasuredIndex: String, CaseIterable, ExpressibleByArgument {
  /// Exact, in single precision, in halves, and in bytes that halves are beside.
  case flat
  case flatHalf = "flat-half"
  case flatBytes = "flat-bytes"
  /// The graph: M 16, efConstruction 200.
  case hnsw

  /// An index of this kind for the inner product.
  func make(dimensions: Int, candidates: Int) throws -> any EmbeddingIndex {
    switch self {
    case .flat: FlatIndex(dimensions: dimensions)
    case .flatHalf: FlatIndex(dimensions: dimensions, storage: .float16)
    case .flatBytes: FlatIndex(dimensions: dimensions, storage: .int8())
    case .hnsw: try HNSWIndex(dimensions: dimensions, searchCandidates: candidates)
    }
  }

  /// Opens a file of such an index.
  func open(_ url: URL) throws -> any EmbeddingIndex {
    self == .hnsw ? try HNSWIndex(contentsOf: url) : try FlatIndex(contentsOf: url)
  }
}

/// Embeddings like those of classes: each of a class is its center, of independent normal scalars, and a
/// noise of 0.4 of their deviation, and all have length 1.
struct MeasuredEmbeddings {
  /// Embeddings of a class.
  static let shots = 20
  let count: Int
  let dimensions: Int

  private var centers: Int { max(1, count / Self.shots) }

  private func rows(_ numbers: Range<Int>, _ purpose: String) -> Tensor {
    let rows = numbers.map { number -> Tensor in
      var center = SeededGenerator(seed: 1, "center", number % centers)
      var noise = SeededGenerator(seed: 1, purpose, number)
      return Tensor.normal([1, dimensions], using: &center)
        + Tensor.normal([1, dimensions], standardDeviation: 0.4, using: &noise)
    }
    return Tensor.concatenated(rows).l2Normalized()
  }

  /// Calls `body` with some embeddings after others, and their numbers.
  func forEachPart(_ body: (Tensor, [Int]) throws -> Void) rethrows {
    for start in stride(from: 0, to: count, by: 4096) {
      let numbers = start..<min(count, start + 4096)
      try body(rows(numbers, "gallery"), Array(numbers))
    }
  }

  /// Others of the same classes.
  func queries(_ count: Int) -> Tensor { rows(0..<count, "query") }
}

/// What one index takes to add, to search, and on the disk.
struct SearchReport: Encodable {
  let workload = "search"
  let index: String
  let classes, dimensions, batch, threads: Int
  /// Of each embedding, added 4096 at a time.
  let addSeconds: Double
  /// Of a search for `batch` queries and 10 matches each.
  let medianSeconds, percentile99Seconds: Double
  let itemsPerSecond: Double
  /// How often the best match is that of an exact search, of 200 queries.
  let recallAt1: Double
  let fileBytes: Int
  let saveSeconds, openSeconds: Double
  let peakMemoryBytes: Int

  /// Measures an index of so many embeddings.
  ///
  /// - Parameter candidates: For the graph, how many a search keeps.
  init(
    _ kind: MeasuredIndex, classes: Int, dimensions: Int, batch: Int, candidates: Int,
    steps: Int, seconds: Double
  ) throws {
    let embeddings = MeasuredEmbeddings(count: classes, dimensions: dimensions)
    var index = try kind.make(dimensions: dimensions, candidates: candidates)
    var exact = FlatIndex(dimensions: dimensions)
    var adding = Duration.zero
    try embeddings.forEachPart { rows, ids in
      adding += try ContinuousClock().measure { try index.add(rows, ids: ids) }
      if kind != .flat { try exact.add(rows, ids: ids) }
    }
    let queries = embeddings.queries(200)
    if kind == .flat {
      recallAt1 = 1
    } else {
      let (found, best) = (try index.search(queries, k: 1), try exact.search(queries, k: 1))
      recallAt1 = Double(zip(found, best).count { $0.first?.id == $1.first?.id }) / 200
    }
    let asked = (0..<max(1, 200 / batch)).map { embeddings.queries(200).part($0, of: batch) }
    var step = 0
    let measured = try Measurement(minimumSteps: steps, minimumSeconds: seconds) {
      _ = try index.search(asked[step % asked.count], k: 10)
      step += 1
    }
    let file = FileManager.default.temporaryDirectory.appending(path: "search-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    saveSeconds = try ContinuousClock().measure { try index.save(to: file) } / .seconds(1)
    fileBytes = try file.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
    openSeconds = try ContinuousClock().measure { _ = try kind.open(file) } / .seconds(1)
    self.index = kind.rawValue
    (self.classes, self.dimensions, self.batch) = (classes, dimensions, batch)
    threads = ThreadPool.threadCount
    addSeconds = adding / .seconds(1) / Double(classes)
    medianSeconds = measured.median
    percentile99Seconds = measured.percentile99
    itemsPerSecond = Double(batch) / measured.median
    peakMemoryBytes = peakMemory()
  }

  var text: String {
    func milliseconds(_ seconds: Double) -> String { String(format: "%.3f ms", 1000 * seconds) }
    return "search, \(index), \(classes) × \(dimensions), batch \(batch), threads \(threads): "
      + "\(milliseconds(medianSeconds)) (median), \(milliseconds(percentile99Seconds)) (99 %), "
      + "recall@1 \(String(format: "%.3f", recallAt1)), "
      + String(format: "%.2f µs an embedding added, ", 1e6 * addSeconds)
      + "\(fileBytes / 1_000_000) MB of file, saved in \(milliseconds(saveSeconds)), "
      + "opened in \(milliseconds(openSeconds)), \(peakMemoryBytes / 1_000_000) MB at peak"
  }
}

extension Tensor {
  /// The rows of one of several batches.
  fileprivate func part(_ number: Int, of size: Int) -> Tensor {
    gathered(at: (0..<size).map { (number * size + $0) % shape[0] })
  }
}
