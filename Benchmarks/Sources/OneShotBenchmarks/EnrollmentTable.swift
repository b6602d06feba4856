import Foundation
import OneShot

/// What it costs a classifier to know many classes of one example each: enrolling, asking, its gallery file
/// and memory. Embeddings are random and given; no picture is embedded.
struct EnrollmentTable: Encodable {
  /// How long calls of one kind took.
  struct Times: Encodable {
    let medianSeconds: Double
    let p99Seconds: Double

    init(_ seconds: [Double]) {
      let sorted = seconds.sorted()
      medianSeconds = sorted[sorted.count / 2]
      p99Seconds = sorted[min(sorted.count - 1, sorted.count * 99 / 100)]
    }
  }

  let classes: Int
  let dimensions: Int
  let threads: Int
  /// The bytes of all embeddings.
  let referenceBytes: Int
  /// Classes that are enrolled one by one: the first tenth and the last.
  let firstEnrollments: Times
  let lastEnrollments: Times
  /// The most memory that the process had until then.
  let enrollingPeakBytes: Int
  /// A class of those that are enrolled in one call.
  let batchSecondsPerClass: Double
  /// A class more in a gallery file, without waiting for the disk.
  let galleryEnrollments: Times
  let galleryBytes: Int
  /// Opening a gallery file as it is after it was compacted.
  let openingSeconds: Double
  /// The five best classes for a query.
  let prediction: Times
  /// The same for 64 queries at once, by query.
  let batchPredictionSeconds: Double
  let peakBytes: Int

  /// Measures.
  ///
  /// - Parameters:
  ///   - classes: How many, at least 10.
  ///   - dimensions: The size of an embedding.
  ///   - queries: How many are asked one by one.
  ///   - folder: Where the gallery file is written.
  init(classes: Int, dimensions: Int, queries: Int = 50, in folder: URL) throws {
    self.classes = classes
    self.dimensions = dimensions
    threads = ThreadPool.threadCount
    referenceBytes = 4 * classes * dimensions
    let siamese = try Siamese(
      Sequential { Flatten() }, input: [1, 1, dimensions], distance: .meanSquared)
    let classifier = OneShotClassifier(siamese)
    var random = SeededGenerator(seed: 1)
    let times = try (0..<classes).map { number in
      let row = Tensor.normal([1, dimensions], using: &random)
      return try Self.seconds {
        try classifier.enroll(embeddings: [("class \(number)", row)])
      }
    }
    firstEnrollments = Times(Array(times.prefix(classes / 10)))
    lastEnrollments = Times(Array(times.suffix(classes / 10)))
    enrollingPeakBytes = peakMemory()

    let gallery = folder.appending(path: "\(UUID().uuidString).gallery")
    defer { try? FileManager.default.removeItem(at: gallery) }
    try classifier.openGallery(gallery, isSynchronized: false)
    let more = min(1000, classes)
    galleryEnrollments = Times(
      try (0..<more).map { number in
        let row = Tensor.normal([1, dimensions], using: &random)
        return try Self.seconds { try classifier.enroll(embeddings: [("more \(number)", row)]) }
      })
    for number in 0..<more { try classifier.remove("more \(number)") }
    try classifier.compactGallery()
    classifier.closeGallery()
    let path = gallery.path(percentEncoded: false)
    galleryBytes =
      try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    let reader = OneShotClassifier(siamese)
    openingSeconds = try Self.seconds { try reader.openGallery(gallery) }

    let asked = Tensor.normal([max(64, queries), dimensions], using: &random)
    _ = try classifier.predictions(ofEmbeddings: asked[0..<1])
    prediction = Times(
      try (0..<queries).map { query in
        try Self.seconds { _ = try classifier.predictions(ofEmbeddings: asked[query..<query + 1]) }
      })
    batchPredictionSeconds =
      try (0..<3).map { _ in
        try Self.seconds { _ = try classifier.predictions(ofEmbeddings: asked[0..<64]) }
      }.min()! / 64
    peakBytes = peakMemory()
    batchSecondsPerClass =
      try Self.batch(siamese, min(classes, 10_000)) / Double(min(classes, 10_000))
  }

  /// As many classes in one call.
  private static func batch(_ siamese: Siamese<Sequential>, _ classes: Int) throws -> Double {
    let classifier = OneShotClassifier(siamese)
    let row = Tensor.ones([1, siamese.embeddingSize])
    let examples = (0..<classes).map { (label: "class \($0)", embeddings: row) }
    return try seconds { try classifier.enroll(embeddings: examples) }
  }

  private static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    return (ContinuousClock.now - start) / .seconds(1)
  }
}

extension EnrollmentTable: CustomStringConvertible {
  var description: String {
    func microseconds(_ seconds: Double) -> String { String(format: "%.1f µs", 1e6 * seconds) }
    func times(_ times: Times) -> String {
      "\(microseconds(times.medianSeconds)), p99 \(microseconds(times.p99Seconds))"
    }
    func megabytes(_ bytes: Int) -> String { String(format: "%.0f MB", Double(bytes) / 1e6) }
    return """
      \(classes) classes of \(dimensions) numbers (\(megabytes(referenceBytes))), threads \(threads)
      enrolling one by one: first tenth \(times(firstEnrollments)); last \(times(lastEnrollments))
        memory at peak: \(megabytes(enrollingPeakBytes))
      enrolling at once: \(microseconds(batchSecondsPerClass)) a class
      with a gallery file: \(times(galleryEnrollments))
      gallery file: \(megabytes(galleryBytes)), open in \(String(format: "%.3f s", openingSeconds))
      prediction: \(times(prediction)); of 64 at once \(microseconds(batchPredictionSeconds)) each
      memory at peak: \(megabytes(peakBytes))
      """
  }
}
