// Indexes of embeddings: exact ones, in fewer bytes, in fewer dimensions, and a graph.
//
//   swift run LargerGalleries  (a few seconds)

import Foundation
import HNSW
import OneShot

// 500 classes of 20 embeddings each: a center, and a noise around it.
var random = SeededGenerator(seed: 1)
let centers = Tensor.normal([500, 64], using: &random)
let rows =
  centers.gathered(at: (0..<10_000).map { $0 % 500 })
  + Tensor.normal(
    [10_000, 64], standardDeviation: 0.5, using: &random)
let queries =
  centers[0..<100]
  + Tensor.normal([100, 64], standardDeviation: 0.5, using: &random)
let ids = Array(0..<10_000)
let folder = FileManager.default.temporaryDirectory
  .appending(path: "indexes-\(UUID())")
try FileManager.default.createDirectory(
  at: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(at: folder) }

func flat() throws {
  var index = FlatIndex(dimensions: 64, metric: .cosine)
  try index.add(rows, ids: ids)
  let matches = try index.search(queries, k: 3)
  print("query 7 is of class", matches[7].map { $0.id % 500 })
  try index.remove([7, 507])
  print(index.count, "embeddings")
  let file = folder.appending(path: "gallery.index")
  try index.save(to: file)
  let opened = try FlatIndex(contentsOf: file)
  print(try opened.search(queries, k: 3) == index.search(queries, k: 3))
}

func metric() throws {
  var siamese = try Siamese(
    Sequential { Dense(64) }, input: [64], distance: .l1)
  siamese.head.bias = Parameter(Tensor([0.5]))
  var index = FlatIndex(dimensions: 64, metric: siamese.metric)
  try index.add(rows, ids: ids)
  let match = try index.search(queries[0..<1], k: 1)[0][0]
  let logit = siamese.logits(
    embeddings: queries[0..<1], with: rows[match.id..<match.id + 1])
  print(abs(match.score - logit.item) < 1e-4)
}

func storage() throws {
  let kinds: [(String, EmbeddingStorage)] = [
    ("float32", .float32), ("float16", .float16), ("int8", .int8()),
  ]
  for (name, storage) in kinds {
    var index = FlatIndex(
      dimensions: 64, metric: .cosine, storage: storage)
    try index.add(rows, ids: ids)
    let file = folder.appending(path: name)
    try index.save(to: file)
    let bytes = try Data(contentsOf: file).count / 10_000
    print(name, bytes, "bytes,", right(try index.search(queries, k: 1)))
  }
}

func projection() throws {
  let projection = try Projection.principalComponents(
    of: rows, count: 16)
  var index = ProjectedIndex(
    projection, FlatIndex(dimensions: 16, metric: .squaredL2))
  try index.add(rows, ids: ids)
  print("16 dimensions,", right(try index.search(queries, k: 1)))
}

func graph() throws {
  let index = try HNSWIndex(dimensions: 64, metric: .cosine)
  try index.add(rows, ids: ids)
  print("HNSW,", right(try index.search(queries, k: 1)))
  // More candidates find more, and take longer.
  index.searchCandidates = 200
  try index.save(to: folder.appending(path: "gallery.graph"))
}

/// How many queries find an embedding of their class first.
func right(_ matches: [[EmbeddingMatch]]) -> String {
  let count = matches.enumerated().count { $1[0].id % 500 == $0 }
  return "\(count) of 100 right"
}

try flat()
try metric()
try storage()
try projection()
try graph()
