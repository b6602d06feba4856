import CoreMetrics
import DatasetFiles
import Foundation
import Metrics
import OneShot
import ServiceRequests

/// A network that embeds pictures for whoever asks, many requests in one pass.
final class ServedNetwork: Sendable {
  /// What it is called, for people.
  let name: String
  /// Names what it computes: embeddings of two networks of one digest may be compared.
  let digest: String
  /// The network without classes, with the thresholds that it came with.
  let base: OneShotClassifier<Sequential>
  /// How pictures become images for it.
  let preprocessing: ImagePreprocessing

  private let batcher: Batcher<Tensor, Tensor>

  /// The most requests that one pass serves: more of them take no less time each, and make the first wait
  /// for the last.
  static let batchSize = 16

  /// - Parameters:
  ///   - classifier: The network, with thresholds; its classes are left aside.
  ///   - name: What it is called, for people.
  ///   - threads: How many passes there may be at a time; default 1.
  ///   - metrics: Measures passes.
  /// - Throws: ``Problem`` if the classifier does not say how pictures become images, and `FileProblem` if
  ///   its network cannot be written.
  init(
    _ classifier: OneShotClassifier<Sequential>, name: String, threads: Int = 1,
    metrics: any MetricsFactory
  ) throws {
    guard let preprocessing = classifier.preprocessing else {
      throw Problem(
        .unprocessableContent, "The recogniser does not say how pictures become images.",
        found: "no preprocessing", expected: "a classifier that was made with one")
    }
    self.name = name
    self.preprocessing = preprocessing
    let base = classifier.copy(keepingClasses: false, metadata: [:])
    self.base = base
    digest = try Self.digest(of: base)
    let sizes = Recorder(label: "oneshot_batch_size", factory: metrics)
    let seconds = CoreMetrics.Timer(
      label: "oneshot_embedding_seconds", dimensions: [], factory: metrics)
    batcher = Batcher(
      "embedding", threads: threads, batchSize: Self.batchSize, capacity: 1024
    ) { requests in
      let start = ContinuousClock.now
      defer {
        sizes.record(requests.count)
        seconds.record(duration: ContinuousClock.now - start)
      }
      return Self.embed(requests, by: base)
    }
  }

  /// The digest of all that decides what embeddings are, and of nothing else: the thresholds of two
  /// recognisers may differ.
  private static func digest(of classifier: OneShotClassifier<Sequential>) throws -> String {
    let bare = OneShotClassifier(
      classifier.siamese, preprocessing: classifier.preprocessing, shotRule: classifier.shotRule,
      views: classifier.views, augmentation: classifier.augmentation)
    return Checksum.sha256(of: try bare.fileBytes()).digits
  }

  private static func embed(
    _ requests: [Tensor], by classifier: OneShotClassifier<Sequential>
  ) -> [Result<Tensor, any Error>] {
    do {
      let all = try classifier.embeddings(
        of: requests.count == 1 ? requests[0] : .concatenated(requests))
      var start = 0
      return requests.map { request in
        defer { start += request.shape[0] }
        return .success(requests.count == 1 ? all : all[start..<start + request.shape[0]])
      }
    } catch {
      return requests.map { _ in .failure(error) }
    }
  }

  /// What the network makes of pictures: `[n, embeddingSize]`.
  ///
  /// - Throws: ``Problem/busy`` if too many wait.
  func embeddings(of pictures: [PreparedPicture]) async throws -> Tensor {
    try await batcher(images(of: pictures))
  }

  /// As `embeddings(of:)`, on this thread: for what is done before the service answers requests.
  func embeddingsNow(of pictures: [PreparedPicture]) throws -> Tensor {
    try base.embeddings(of: images(of: pictures))
  }

  private func images(of pictures: [PreparedPicture]) -> Tensor {
    ImageDataset(
      name: "pictures", format: preprocessing.format, groups: [], classes: [],
      pixels: pictures.flatMap(\.pixels)
    ).images(at: Array(pictures.indices))
  }
}

extension OneShotClassifier {
  /// The bytes of the file that `save(to:)` writes.
  func fileBytes() throws -> [UInt8] {
    let folder = try TemporaryFolder()
    let url = folder.url.appending(path: "recogniser.safetensors")
    try save(to: url)
    return [UInt8](try Data(contentsOf: url))
  }
}

/// A folder that is gone when nobody holds it.
final class TemporaryFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "oneshot-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}
