import OneShot

/// Compares nothing but how much ink there is.
struct InkCount: PairScorer {
  let name = "ink-count"

  func embed(_ images: Tensor) -> Tensor { images.flattened().sum(axes: [1]) }

  func scores(of queries: Tensor, with supports: Tensor) -> Tensor {
    -(queries.expandingDimension(at: 1) - supports).abs()
  }
}

func checkOwnScoring() throws {
  let glyphs = Glyphs(alphabets: 4, characters: 12).dataset(size: 28)
  let tasks = try TaskSampler(glyphs, ways: 5, queries: 5).tasks(trials: 100, seed: 1)
  let scorers: [any TaskScorer] = [InkCount(), NearestNeighbor(), Views(InkCount(), 2)]
  let evaluations = scorers.map { Evaluation(of: $0, on: tasks) }
  for evaluation in evaluations { print(evaluation.method, evaluation) }
  expect(evaluations[0].accuracy.value > 0.2, "ink tells nothing")
  print(evaluations[1].compared(with: evaluations[0]))

  let pairs = try PairSampler(glyphs).pairs(200, seed: 1)
  let verification = Verification(of: InkCount(), on: pairs)
  let best = verification.accuracy(threshold: verification.bestThreshold)
  expect(best.value > 0.5, "\(best)")

  let product = Distance("product", features: { $0 }) { a, b in a * b }
  let leg = Sequential {
    Flatten(); Dense(8)
  }
  let siamese = try Siamese(leg, input: glyphs.imageShape, distance: product)
  let images = glyphs.images(at: [0, 1, 2])
  let scores = siamese.score(images, images)
  expect(scores == scores.transposed(), "\(scores)")
}
