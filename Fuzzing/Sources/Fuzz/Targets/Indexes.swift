import Foundation
import HNSW
import OneShot

extension Target {
  private static let words = [
    "\"count\":", "\"dimensions\":", "\"metric\":", "\"weights\":[1,2,3]", "\"form\":",
    "\"scale\":",
    "\"product\"", "\"cosine\"", "\"absolute\"", "\"squared\"", "\"euclidean\"", "\"custom\"",
    "\"float16\":{}", "\"candidates\":", "\"reranking\":", "9223372036854775807", "16777216", "-1",
    "1e38", "0",
  ]

  private static let metrics: [EmbeddingMetric] = [
    .innerProduct, .cosine.scaled(by: 10, adding: 2), .l1(weights: [1, 2, 3]), .l2,
  ]

  /// Three rows of three scalars.
  private static let rows = Tensor([[1, 2, 3], [0, -1, 0.5], [4, 0, 0]])

  /// Indexes that compare with all embeddings.
  static let flat = Target(
    name: "flat", longest: 2048, words: words,
    seeds: { seeds in
      let storages: [EmbeddingStorage] = [
        .float32, .float16, .int8(), .int8(reranking: .float32, candidates: 2),
        .int8(reranking: nil),
      ]
      for (place, storage) in storages.enumerated() {
        var index = FlatIndex(
          dimensions: 3, metric: metrics[place % metrics.count], storage: storage)
        try index.save(to: seeds.next())
        try index.add(rows, ids: [7, 0, 1 << 40])
        try index.save(to: seeds.next())
      }
    },
    test: { input in
      let file = try Input(bytes: mendedFlat(input.bytes), folder: input.folder).file(
        ending: "flat")
      _ = try? FlatIndex(contentsOf: file, metric: nil, checksRows: false)
      var index = try FlatIndex(contentsOf: file)
      guard index.dimensions <= 1024 else { return }
      expect(index.ids.count == index.count, "an id for each of \(index.count)")
      try use(&index)
      let copy = input.file(named: "copy.flat")
      try index.save(to: copy)
      expect(try FlatIndex(contentsOf: copy).ids == index.ids, "the index written and read")
    })

  /// Graphs, which hnswlib goes through.
  static let hnsw = Target(
    name: "hnsw", longest: 2048,
    words: words + [
      "\"rows\":", "\"entry\":", "\"largestLevel\":", "\"blockBytes\":", "\"links\":",
    ],
    seeds: { seeds in
      for (place, metric) in metrics.enumerated() {
        let index = try HNSWIndex(
          dimensions: 3, metric: metric,
          settings: .init(links: 2, buildCandidates: 8, seed: UInt64(place)))
        if place == 0 { try index.save(to: seeds.next()) }
        var random = SeededGenerator(seed: UInt64(place))
        try index.add(.normal([10, 3], using: &random), ids: Array(0..<10))
        if place > 1 { try index.remove([0, 5]) }
        try index.save(to: seeds.next())
      }
    },
    test: { input in
      let file = try Input(bytes: mendedGraph(input.bytes), folder: input.folder).file(
        ending: "hnsw")
      var index = try HNSWIndex(contentsOf: file)
      guard index.dimensions <= 1024 else { return }
      try use(&index)
      try index.compact()
      let copy = input.file(named: "copy.hnsw")
      try index.save(to: copy)
      expect(try HNSWIndex(contentsOf: copy).count == index.count, "the graph written and read")
    })

  /// Maps of embeddings, and indexes with one.
  static let projection = Target(
    name: "projection", longest: 1024, words: words + ["\"outputs\":", "\"explained\":"],
    seeds: { seeds in
      try Projection(directions: .ones([3, 2])).save(to: seeds.next())
      try Projection.principalComponents(of: rows, count: 1).save(to: seeds.next())
    },
    test: { input in
      let file = input.file(named: "input.projection")
      try Data(mendedProjection(input.bytes)).write(to: file)
      let projection = try Projection(contentsOf: file)
      guard projection.dimensions * projection.outputs <= 1 << 12 else { return }
      var index = ProjectedIndex(projection, FlatIndex(dimensions: projection.outputs))
      _ = try? use(&index)
      let folder = input.file(named: "projected")
      try? FileManager.default.removeItem(at: folder)
      try index.save(to: folder)
      let read = try ProjectedIndex<FlatIndex>(contentsOf: folder)
      expect(read.base.ids == index.base.ids, "the index written and read")
    })

  /// Searches, and changes what is there.
  private static func use(_ index: inout some EmbeddingIndex) throws {
    let queries = Tensor.concatenated([
      .zeros([1, index.dimensions]), .ones([5, index.dimensions]),
    ])
    let count = try index.count
    for k in [1, 3, Int.max] {
      let found = try index.search(queries, k: k)
      expect(found.count == 6, "an answer for each query")
      expect(found.allSatisfy { $0.count <= min(k, count) }, "at most \(k) of \(count)")
      if k == 3, let first = found[1].first { try index.remove([first.id]) }
    }
    try index.add(.full([1, index.dimensions], 0.5), ids: [987_654_321])
    _ = try index.search(queries[0..<1], k: 2)
  }

  private static func mendedFlat(_ bytes: [UInt8]) -> [UInt8] {
    guard var file = IndexFile(bytes, title: "OneShot flat index 1") else { return bytes }
    guard let dimensions = file.number("dimensions"), dimensions > 0,
      let count = file.number("count")
    else { return file.bytes }
    let storage = file.header["storage"] as? [String: Any]
    let int8 = storage?["int8"] as? [String: Any]
    let size = int8 != nil ? 1 : storage?["float16"] != nil ? 2 : 4
    let exact = (int8?["reranking"] as? [String: Any]).map { $0["float16"] != nil ? 2 : 4 } ?? 0
    var ends = [0]
    for part in [8, int8 == nil ? 0 : 4, size * dimensions, exact * dimensions] {
      ends.append((ends.last! + part * count + 63) / 64 * 64)
    }
    file.set("pieceRows", max(24, (1 << 21) / (size * dimensions) / 24 * 24))
    file.fit(ends[4])
    guard file.body.count == ends[4] else { return file.bytes }
    func part(_ number: Int, _ size: Int) -> ArraySlice<UInt8> {
      file.body[ends[number]..<ends[number] + size * count]
    }
    let sums = [
      DamageSum(part(0, 8), part(1, int8 == nil ? 0 : 4)),
      DamageSum(part(2, size * dimensions), part(3, exact * dimensions)),
    ].map { sum in
      var bytes: [UInt8] = []
      if count > 0 { bytes.append(sum.value, 8) }
      return DamageSum(bytes[...]).value
    }
    file.set("idChecksum", sums[0])
    file.set("rowChecksum", sums[1])
    return file.bytes
  }

  private static func mendedGraph(_ bytes: [UInt8]) -> [UInt8] {
    guard var file = IndexFile(bytes, title: "OneShot HNSW index 1") else { return bytes }
    guard let rows = file.number("rows"), let blockBytes = file.number("blockBytes"),
      let linkBytes = file.number("linkBytes")
    else { return file.bytes }
    let blocks = 12 * rows
    let links = blocks + rows * blockBytes
    file.fit(links + (file.number("linksBytes") ?? 0))
    guard file.body.count >= links else { return file.bytes }
    let body = file.body
    var sum = DamageSum(body[..<(8 * rows)], body[(8 * rows)..<blocks], body[blocks..<links])
    var place = links
    for row in 0..<rows {
      let level = Int(Int32(truncatingIfNeeded: body.number(at: 8 * rows + 4 * row, 4)))
      guard level > 0 else { continue }
      guard level * linkBytes <= body.count - place else { break }
      sum.add(body[place..<place + level * linkBytes])
      place += level * linkBytes
    }
    file.set("checksum", sum.value)
    return file.bytes
  }

  private static func mendedProjection(_ bytes: [UInt8]) -> [UInt8] {
    guard var file = IndexFile(bytes, title: "OneShot projection 1") else { return bytes }
    guard let dimensions = file.number("dimensions"), let outputs = file.number("outputs") else {
      return file.bytes
    }
    file.fit(4 * dimensions * (outputs + 1))
    guard file.body.count >= 4 * dimensions else { return file.bytes }
    file.set(
      "checksum",
      DamageSum(file.body[..<(4 * dimensions)], file.body[(4 * dimensions)...]).value)
    return file.bytes
  }
}
