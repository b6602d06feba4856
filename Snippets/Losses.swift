// Every loss of the library on one batch.
//
//   swift run Losses

import OneShot

let glyphs = Glyphs(alphabets: 4).dataset(size: 28)
let siamese = try Siamese(
  Networks.small(), input: glyphs.imageShape, distance: .meanSquared)

let pair = try Batches.pairs(16, from: PairSampler(glyphs), seed: 1)
  .batch(at: 0)
let batch = try Batches.labeled(glyphs, classes: 8, images: 4, seed: 1)
  .batch(at: 0)
let episode = try Batches.episodes(
  from: TaskSampler(glyphs, ways: 5, queries: 10), seed: 1
).batch(at: 0)

let verdicts = siamese(pair.left, pair.right)
let embeddings = siamese.embed(batch.images)
let logits = siamese.logits(embeddings: embeddings, with: embeddings)

let probability = binaryCrossEntropy(verdicts, pair.targets)
let stable = binaryCrossEntropy(
  logits: siamese.logits(
    siamese.embed(pair.left), siamese.embed(pair.right)),
  pair.targets.reshaped(to: [16]))
print("binaryCrossEntropy:", probability.item, stable.item)

let head = Tensor.ones([embeddings.shape[1], 80]) / 100
let classified = softmaxCrossEntropy(
  embeddings.matmul(head), labels: batch.labels)
print("softmaxCrossEntropy:", classified.item)

let error = meanSquaredError(verdicts, pair.targets)
print("meanSquaredError:", error.item)

let (left, right) = (siamese.embed(pair.left), siamese.embed(pair.right))
let distances = (left - right).square().mean(axes: [1]).sqrt()
let pushed = contrastiveLoss(
  distances, pair.targets.reshaped(to: [16]), margin: 1)
print("contrastiveLoss:", pushed.item)

let mined = tripletLoss(
  embeddings.l2Normalized(), labels: batch.labels, margin: 0.2,
  mining: .batchHard)
print("tripletLoss:", mined.item)

let found = supervisedContrastiveLoss(logits, labels: batch.labels)
print("supervisedContrastiveLoss:", found.item)

let similar = multiSimilarityLoss(
  embeddings, labels: batch.labels,
  settings: MultiSimilarity(margin: 0.1))
print("multiSimilarityLoss:", similar.item)

let views = try Batches.views(
  of: glyphs, images: 16,
  distortion: ImageDistortion(affine: .handwriting), seed: 1
).batch(at: 0)
let simple = ntXentLoss(
  siamese.embed(views.images), labels: views.labels, temperature: 0.1)
print("ntXentLoss:", simple.item)

var memory = CrossBatchMemory(capacity: 1024)
let recent = memory.remember(embeddings, labels: batch.labels)
let remembered = multiSimilarityLoss(
  embeddings, labels: batch.labels, against: recent)
print("against a memory:", remembered.item)

struct LegAndClasses: Parameterized {
  var leg: Sequential
  var classes: ArcFace

  mutating func visit(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&leg, named: "leg")
    visitor.visit(&classes, named: "classes")
  }
}

let model = LegAndClasses(
  leg: siamese.leg,
  classes: ArcFace(features: embeddings.shape[1], classes: 80))
let arc = model.classes.loss(
  model.leg(batch.images), labels: batch.labels)
print("ArcFace:", arc.item)

let proxies = ProxyAnchor(features: embeddings.shape[1], classes: 80)
let anchored = proxies.loss(embeddings, labels: batch.labels)
print("ProxyAnchor:", anchored.item)

let judged = allPairsBinaryCrossEntropy(
  logits, labels: batch.labels,
  hardness: PairHardness(same: 1, different: 2))
print("allPairsBinaryCrossEntropy:", judged.item)

print("metricLoss:", metricLoss(siamese, batch).item)
print("verificationLoss:", verificationLoss(siamese, batch).item)

let prototypical = try PrototypicalNetwork(
  Networks.small(), input: glyphs.imageShape, scale: 10 / 1152)
print("episodeLoss:", episodeLoss(prototypical, episode).item)

let likeness = siamese.distance.likeness(embeddings, embeddings)
let same = embeddings.detached
let parts = [
  supervisedContrastiveLoss(likeness, labels: batch.labels),
  allPairsBinaryCrossEntropy(
    siamese.logits(embeddings: same, with: same), labels: batch.labels),
]
print("its two parts:", parts.map(\.item))

let each = meanSquaredError(verdicts, pair.targets, reduction: .none)
let weights = pair.targets * 2 + 1
print("weighted:", (each * weights).sum().item / weights.sum().item)
