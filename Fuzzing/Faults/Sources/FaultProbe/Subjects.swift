import DatasetFiles
import Foundation
import HNSW
import OneShot
import Tuning

/// All that this library writes and reads again.
let subjects: [Subject] = [
  Subject("weights") { isNew, folder in
    try network(isNew ? 2 : 1).saveWeights(to: folder["weights.safetensors"])
  } isNew: { folder in
    var found = try network(9)
    try found.loadWeights(from: folder["weights.safetensors"])
    return try which(found.values, old: network(1).values, new: network(2).values)
  },
  Subject("model") { isNew, folder in
    try network(isNew ? 2 : 1).leg.save(to: folder["model.safetensors"], input: [12, 12, 1])
  } isNew: { folder in
    let found = try Sequential(contentsOf: folder["model.safetensors"])
    return try which(found.values, old: network(1).leg.values, new: network(2).leg.values)
  },
  Subject("classifier") { isNew, folder in
    let classifier = OneShotClassifier(try network(1))
    for index in 0..<(isNew ? 4 : 2) { try classifier.enroll("\(index)", image(index)) }
    try classifier.save(to: folder["classifier.safetensors"])
  } isNew: { folder in
    let found = try OneShotClassifier<Sequential>(contentsOf: folder["classifier.safetensors"])
    return try which(found.labels, old: ["0", "1"], new: ["0", "1", "2", "3"])
  },
  Subject("gallery") { isNew, folder in
    let classifier = OneShotClassifier(try network(1))
    try classifier.openGallery(folder["gallery"])
    if isNew {
      try classifier.enroll("2", image(2))
    } else {
      for index in 0..<2 { try classifier.enroll("\(index)", image(index)) }
    }
  } isNew: { folder in
    try which(gallery(folder).labels, old: ["0", "1"], new: ["0", "1", "2"])
  },
  Subject("compaction") { isNew, folder in
    let classifier = OneShotClassifier(try network(1))
    try classifier.openGallery(folder["gallery"])
    if isNew { return try classifier.compactGallery() }
    for index in 0..<6 { try classifier.enroll("\(index)", image(index)) }
    for index in 0..<3 { try classifier.remove("\(index)") }
  } isNew: { folder in
    let found = try gallery(folder).labels
    return try which(found, old: ["3", "4", "5"], new: ["3", "4", "5"])
  },
  Subject("checkpoints") { isNew, folder in
    var siamese = try network(1)
    var optimizer = Adam(learningRate: 0.01)
    let batches = try Batches.labeled(glyphs, classes: 4, images: 2, seed: 1)
    try fit(
      &siamese, with: &optimizer, on: batches,
      plan: TrainingPlan(
        epochs: isNew ? 2 : 1, stepsPerEpoch: 1, seed: 1,
        checkpoints: CheckpointFolder(folder["run"], keep: 2))
    ) { metricLoss($0, $1) }
  } isNew: { folder in
    guard let found = try CheckpointFolder(folder["run"]).latest() else { throw Wrong("nothing") }
    guard found.refused.isEmpty else { throw Wrong("\(found.refused)") }
    return try which(found.checkpoint.iteration, old: 1, new: 2)
  },
  Subject("search") { isNew, folder in
    var search = try search(folder)
    try search.run(trials: isNew ? 2 : 1) { trial -> Double in trial["x"] }
  } isNew: { folder in
    try which(try search(folder).records.count, old: 1, new: 2)
  },
  Subject("report") { isNew, folder in
    let tasks = try TaskSampler(glyphs, ways: 4).tasks(trials: isNew ? 8 : 4, seed: 1)
    try HTMLReport(isNew ? "new" : "old", of: Evaluation(of: NearestNeighbor(), on: tasks))
      .write(to: folder["report.html"])
  } isNew: { folder in
    let text = try String(contentsOf: folder["report.html"], encoding: .utf8)
    guard text.hasSuffix("</html>\n") else { throw Wrong("no end: \(text.suffix(20))") }
    return try which(text.contains("<title>new</title>"), old: false, new: true)
  },
  Subject("packed") { isNew, folder in
    try PackedImages.write(isNew ? glyphs : few, to: folder["packed.images"])
  } isNew: { folder in
    try which(
      try PackedImages.open(folder["packed.images"]).count, old: few.count, new: glyphs.count)
  },
  Subject("index") { isNew, folder in
    var index = FlatIndex(dimensions: 4, metric: .cosine)
    try index.add(.ones([isNew ? 20 : 10, 4]), ids: Array(0..<(isNew ? 20 : 10)))
    try index.save(to: folder["flat.index"])
  } isNew: { folder in
    try which(try FlatIndex(contentsOf: folder["flat.index"]).count, old: 10, new: 20)
  },
  Subject("graph") { isNew, folder in
    let index = try HNSWIndex(dimensions: 4, metric: .cosine)
    try index.add(.ones([isNew ? 20 : 10, 4]), ids: Array(0..<(isNew ? 20 : 10)))
    try index.save(to: folder["graph.index"])
  } isNew: { folder in
    try which(try HNSWIndex(contentsOf: folder["graph.index"]).count, old: 10, new: 20)
  },
]

private let glyphs = Glyphs(alphabets: 2, characters: 5, drawers: 3, seed: 2).dataset(size: 12)
private let few = Glyphs(alphabets: 1, characters: 5, drawers: 3, seed: 2).dataset(size: 12)

private func network(_ seed: UInt64) throws -> Siamese<Sequential> {
  let leg = Sequential {
    Conv2D(2, kernel: 3, activation: .relu)
    MaxPool2D()
    Flatten()
    Dense(6)
  }
  return try Siamese(leg, input: [12, 12, 1], distance: .meanSquared, seed: seed)
}

private func image(_ index: Int) -> Tensor { glyphs.images(at: [glyphs.classes[index].images[0]]) }

private func gallery(_ folder: URL) throws -> OneShotClassifier<Sequential> {
  let classifier = OneShotClassifier(try network(1))
  try classifier.openGallery(folder["gallery"])
  return classifier
}

private func search(_ folder: URL) throws -> Search {
  try Search(
    [.linear("x", 0...1)], strategy: .random, goal: .maximize, seed: 1,
    log: folder["trials.jsonl"])
}

private func which<Value: Equatable>(_ found: Value, old: Value, new: Value) throws -> Bool {
  if found == new { return true }
  if found == old { return false }
  throw Wrong("found \(found), expected \(old) or \(new)")
}

extension URL {
  fileprivate subscript(name: String) -> URL { appending(path: name) }
}
