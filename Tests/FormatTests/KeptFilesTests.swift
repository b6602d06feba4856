import DatasetFiles
import EmbeddingSearch
import Files
import Foundation
import HNSW
import OneShot
import TestSupport
import Testing
import Tuning

/// A file of every format of this package, as an earlier version wrote it: whoever changes a format reads
/// these still. Each folder of `Tests/Fixtures/Formats` is an edition; a new one is made by
/// `ONESHOT_FORMATS=2 swift test --filter KeptFiles`, and none is ever written again.
@Suite(.serialized) struct KeptFilesTests {
  private static let editions = Fixture.folder.appending(path: "Formats")
  static let kept = (try? Files.names(in: editions).filter { Int($0) != nil }.sorted()) ?? []

  private static let glyphs = Glyphs(alphabets: 2, characters: 4, drawers: 3, seed: 2)
    .dataset(size: 12)
  private static let images = glyphs.images(at: [0, 5, 13, 20])
  private static let space: SearchSpace = [
    .log("rate", 1e-4...1e-1), .integer("units", 1...64), .choice("pooling", ["max", "mean"]),
  ]
  private static let rows = Tensor(
    (0..<80).map { Float($0 * 37 % 23) / 23 - 0.5 }, shape: [20, 4])

  private static func siamese(seed: UInt64) throws -> Siamese<Sequential> {
    let leg = Sequential {
      Conv2D(2, kernel: 3)
      BatchNorm()
      MaxPool2D()
      Flatten()
      Dense(6, activation: .tanh)
    }
    return try Siamese(leg, input: [12, 12, 1], distance: .meanSquared, seed: seed)
  }

  /// What was computed when the files were written.
  private struct Expected: Codable, Equatable {
    var embeddings: [Float]
    var predictions: [String]
    var found: [Int]
    var first: Double

    var tensor: Tensor { Tensor(embeddings, shape: [4, 6]) }
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["ONESHOT_FORMATS"] != nil))
  func write() throws {
    let edition = ProcessInfo.processInfo.environment["ONESHOT_FORMATS"] ?? ""
    let folder = Self.editions.appending(path: edition)
    try #require(Int(edition) != nil && !Files.exists(folder), "an edition of a new number")
    try Files.makeFolder(folder)
    func file(_ name: String) -> URL { folder.appending(path: name) }

    var siamese = try Self.siamese(seed: 1)
    var optimizer = Adam(learningRate: 0.01)
    let batches = try Batches.labeled(Self.glyphs, classes: 4, images: 2, seed: 1)
    try fit(
      &siamese, with: &optimizer, on: batches,
      plan: TrainingPlan(
        steps: 4, seed: 1, checkpoints: CheckpointFolder(file("checkpoints"), keep: 1))
    ) { metricLoss($0, $1) }
    try siamese.saveWeights(to: file("weights.safetensors"))
    try siamese.leg.save(to: file("model.safetensors"), input: [12, 12, 1], as: .float16)
    let classifier = OneShotClassifier(siamese, views: 2, metadata: ["made by": "test"])
    try classifier.calibrate(on: Self.glyphs, ways: 3, trials: 20, seed: 1)
    for index in 0..<4 {
      try classifier.enroll("sign \(index)", Self.glyphs.images(at: [3 * index]))
    }
    try classifier.save(to: file("classifier.safetensors"))
    let gallery = OneShotClassifier(siamese)
    try gallery.openGallery(file("gallery"))
    for index in 0..<4 {
      try gallery.enroll("sign \(index)", Self.glyphs.images(at: [3 * index, 3 * index + 1]))
    }
    try gallery.remove("sign 2")
    gallery.closeGallery()

    try Int8Embeddings(Self.rows).write(to: file("int8.safetensors"))
    try PackedImages.write(Self.glyphs, to: file("packed.images"))
    let ids = (0..<20).map { 3 * $0 }
    for (name, storage) in [
      ("flat", EmbeddingStorage.float32), ("half", .float16), ("bytes", .int8()),
    ] {
      var index = FlatIndex(dimensions: 4, metric: .cosine, storage: storage)
      try index.add(Self.rows, ids: ids)
      try index.save(to: file("\(name).index"))
    }
    let projection = try Projection.principalComponents(of: Self.rows, count: 2)
    var projected = ProjectedIndex(projection, FlatIndex(dimensions: 2, metric: .squaredL2))
    try projected.add(Self.rows, ids: ids)
    try projected.save(to: file("projected"))
    let graph = try HNSWIndex(dimensions: 4, metric: .cosine)
    try graph.add(Self.rows, ids: ids)
    try graph.save(to: file("graph.index"))
    var search = try Search(
      Self.space, strategy: .quasiRandom, goal: .maximize, seed: 1, log: file("trials.jsonl"))
    let best = try search.run(trials: 5) { trial -> Double in
      if trial.number == 2 { return .infinity }
      return trial["rate"]
    }
    let expected = Expected(
      embeddings: siamese.embed(Self.images).scalars,
      predictions: try classifier.predictions(of: Self.images).map(\.best.label),
      found: try graph.search(Self.rows[3..<4], k: 3)[0].map(\.id),
      first: try #require(best.score))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    try Files.write(Array(try encoder.encode(expected)), to: file("expected.json"))
  }

  private func expected(_ edition: String) throws -> Expected {
    try JSONDecoder().decode(
      Expected.self, from: Data(contentsOf: file("expected.json", edition)))
  }

  private func file(_ name: String, _ edition: String) -> URL {
    Self.editions.appending(path: edition).appending(path: name)
  }

  @Test func thereIsAnEdition() { #expect(!Self.kept.isEmpty) }

  @Test(arguments: kept) func weightsAndModels(_ edition: String) throws {
    let expected = try expected(edition)
    var siamese = try Self.siamese(seed: 9)
    try siamese.loadWeights(from: file("weights.safetensors", edition))
    expectClose(siamese.embed(Self.images), expected.tensor)
    let leg = try Sequential(contentsOf: file("model.safetensors", edition))
    expectClose(leg(Self.images), expected.tensor, tolerance: 1e-2)
  }

  @Test(arguments: kept) func classifiersAndGalleries(_ edition: String) throws {
    let expected = try expected(edition)
    let classifier = try OneShotClassifier<Sequential>(
      contentsOf: file("classifier.safetensors", edition))
    #expect(classifier.labels == (0..<4).map { "sign \($0)" } && classifier.views == 2)
    #expect(classifier.metadata == ["made by": "test"] && classifier.calibration != nil)
    let found = try classifier.predictions(of: Self.images).map(\.best.label)
    #expect(found == expected.predictions)

    // A gallery is opened for writing.
    let folder = try TemporaryFolder()
    try Files.write(try Files.read(file("gallery", edition)), to: folder["gallery"])
    let again = OneShotClassifier(classifier.siamese)
    try again.openGallery(folder["gallery"])
    #expect(again.labels == ["sign 0", "sign 1", "sign 3"])
    #expect(again.shots(of: "sign 3") == 2)
  }

  @Test(arguments: kept) func checkpoints(_ edition: String) throws {
    let expected = try expected(edition)
    let found = try CheckpointFolder(file("checkpoints", edition)).latest()
    let checkpoint = try #require(found?.checkpoint)
    #expect(checkpoint.iteration == 4 && found?.refused.isEmpty == true)
    var siamese = try Self.siamese(seed: 9)
    siamese.values = checkpoint.values
    expectClose(siamese.embed(Self.images), expected.tensor)
  }

  @Test(arguments: kept) func indexes(_ edition: String) throws {
    let expected = try expected(edition)
    let query = Self.rows[3..<4]
    for name in ["flat", "half", "bytes"] {
      let index = try FlatIndex(contentsOf: file("\(name).index", edition))
      #expect(index.count == 20)
      #expect(try index.search(query, k: 3)[0].map(\.id) == expected.found)
    }
    let graph = try HNSWIndex(contentsOf: file("graph.index", edition))
    #expect(try graph.search(query, k: 3)[0].map(\.id) == expected.found)
    let projected = try ProjectedIndex<FlatIndex>(contentsOf: file("projected", edition))
    #expect(try projected.search(query, k: 1)[0][0].id == 9)
  }

  @Test(arguments: kept) func images(_ edition: String) throws {
    let dataset = try PackedImages.open(file("packed.images", edition))
    #expect(dataset.classes.map(\.name) == Self.glyphs.classes.map(\.name))
    #expect(dataset.images(at: Array(0..<24)) == Self.glyphs.images(at: Array(0..<24)))
    let embeddings = try Int8Embeddings(contentsOf: file("int8.safetensors", edition))
    expectClose(embeddings.tensor, Self.rows, tolerance: 0.01)
  }

  @Test(arguments: kept) func searches(_ edition: String) throws {
    let search = try Search(
      Self.space, strategy: .quasiRandom, goal: .maximize, seed: 1,
      log: file("trials.jsonl", edition))
    #expect(
      search.records.map(\.status) == [.completed, .completed, .failed, .completed, .completed])
    #expect(try search.best?.score == expected(edition).first)
  }
}
