import Foundation
import OneShot

let folder = FileManager.default.temporaryDirectory
  .appending(path: "report-\(UUID())")
let files = FileManager.default
try files.createDirectory(
  at: folder, withIntermediateDirectories: true)
defer { try? files.removeItem(at: folder) }

let glyphs = Glyphs().dataset(size: 28)
var random = SeededGenerator(seed: 1)
let (training, unseen) = try glyphs.splitting(
  holdingOut: 4, using: &random)
var siamese = try Siamese(
  Networks.small(), input: [28, 28, 1], distance: .meanSquared)
var optimizer = Adam(learningRate: 0.003)
let batches = try Batches.labeled(
  training, classes: 16, images: 4, seed: 1)
try train(&siamese, with: &optimizer, on: batches, steps: 150) {
  metricLoss($0, $1)
}

let tasks = try TaskSampler(unseen, ways: 20, queries: 20)
  .tasks(trials: 400, seed: 1)
let evaluation = Evaluation(of: siamese, on: tasks)
try HTMLReport("Invented characters", of: evaluation)
  .write(to: folder.appending(path: "report.html"))
print(evaluation)

let suite = try TaskSuite.fewShot(on: unseen, ways: [2, 5, 10, 20])
let rows =
  suite.rows(for: siamese) + suite.rows(for: NearestNeighbor())
let store = siamese.embed(unseen)
let report = HTMLReport(
  "Invented characters", about: "Four alphabets of characters.",
  [
    .results(rows, of: "siamese"),
    .accuracy(rows, highlighting: "siamese"),
    .groups(evaluation),
    .tasks(evaluation, trials: [0, 1, 2, 3]),
    .confusions(evaluation),
    try .pairs(siamese, on: unseen),
    try .map(store, of: unseen, limit: 200),
    .network(siamese),
    .text("What next", "It has seen 150 batches. Try more."),
  ])
try report.write(to: folder.appending(path: "sections.html"))
print(report.sections.map(\.title).joined(separator: ", "))

let within = rows.filter { $0.protocol == .withinGroup }
let chart = AccuracyChart(
  "Within an alphabet", within, highlighting: ["siamese"])
try chart.write(to: folder.appending(path: "accuracy.svg"))

let some = store.rows(at: Array(0..<200))
print(try PlaneMap.principalComponents(some))

for ways in [9, 25, 36] {
  let sampler = try TaskSampler(
    unseen, ways: ways, scope: .acrossGroups)
  let task = sampler.tasks(1, seed: 1)[0]
  let grid = TaskGrid(task, of: unseen)
  try grid.write(to: folder.appending(path: "\(ways)-way.png"))
  print("\(ways)-way:", grid.width, "by", grid.height, "pixels")
}
let sheet = GroupSheet(glyphs, group: glyphs.groups[0])
try sheet.write(to: folder.appending(path: "alphabet.svg"))

let pairs = try PairSampler(unseen).pairs(8, seed: 1)
let sheets = PairSheet(siamese, on: pairs)
try sheets.write(to: folder.appending(path: "pairs.svg"))

let koch = try Siamese(Networks.koch(), input: [105, 105, 1])
let diagram = NetworkDiagram(koch)
try diagram.write(to: folder.appending(path: "koch.svg"))
print(diagram.parameterCount, "parameters")

// Draws the pictures of the page.
if let path = CommandLine.arguments.dropFirst().first {
  let pages = URL(filePath: path)
  let task = try TaskSampler(unseen, ways: 25, scope: .acrossGroups)
    .tasks(1, seed: 1)[0]
  try TaskGrid(task, of: unseen)
    .write(to: pages.appending(path: "task-grid.png"))
  try sheets.write(to: pages.appending(path: "pairs.svg"))
  try diagram.write(to: pages.appending(path: "network.svg"))
}
