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

/// How many queries find an embedding of their class first.
func right(_ matches: [[EmbeddingMatch]]) -> String {
  let count = matches.enumerated().count { $1[0].id % 500 == $0 }
  return "\(count) of 100 queries right"
}

var index = FlatIndex(dimensions: 64, metric: .cosine)
try index.add(rows, ids: ids)
let matches = try index.search(queries, k: 3)
print("query 7 is of class", matches[7].map { $0.id % 500 })
try index.remove([7, 507])
print(index.count, "embeddings")
let file = folder.appending(path: "gallery.index")
try index.save(to: file)
let opened = try FlatIndex(contentsOf: file)

let again = try opened.search(queries, k: 3)
print("the same again:", try again == index.search(queries, k: 3))
var siamese = try Siamese(
  Sequential { Dense(64) }, input: [64], distance: .l1)
siamese.head.bias = Parameter(Tensor([0.5]))

var learned = FlatIndex(dimensions: 64, metric: siamese.metric)
try learned.add(rows, ids: ids)
let best = try learned.search(queries[0..<1], k: 1)[0][0]
let logit = siamese.logits(
  embeddings: queries[0..<1], with: rows[best.id..<best.id + 1])
print("score and logit differ:", abs(best.score - logit.item) > 1e-4)

let kinds: KeyValuePairs<String, EmbeddingStorage> = [
  "float32": .float32, "float16": .float16, "int8": .int8(),
]
for (name, storage) in kinds {
  var index = FlatIndex(
    dimensions: 64, metric: .cosine, storage: storage)
  try index.add(rows, ids: ids)
  print(name + ":", right(try index.search(queries, k: 1)))
}

let projection = try Projection.principalComponents(
  of: rows, count: 32)
var projected = ProjectedIndex(
  projection, FlatIndex(dimensions: 32, metric: .squaredL2))
try projected.add(rows, ids: ids)
print("projected:", right(try projected.search(queries, k: 1)))

let graph = try HNSWIndex(dimensions: 64, metric: .cosine)
try graph.add(rows, ids: ids)
print("HNSW:", right(try graph.search(queries, k: 1)))
// More candidates find more, and take longer.
graph.searchCandidates = 200
try graph.save(to: folder.appending(path: "gallery.graph"))
