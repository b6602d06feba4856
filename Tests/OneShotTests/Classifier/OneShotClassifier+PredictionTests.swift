import TestSupport
import Testing

@testable import OneShot

@Suite struct OneShotClassifierPredictionTests {
  @Test func ranksTheEnrolledClasses() throws {
    let classifier = try TinyNetwork.classifier(classes: 6)
    let siamese = classifier.siamese
    let query = TinyNetwork.image(4, drawer: 1)
    let examples = Tensor.concatenated((0..<6).map { TinyNetwork.image($0) })
    let logits = siamese.logits(embeddings: siamese.embed(query), with: siamese.embed(examples))
    let prediction = try classifier.predict(query, top: 10)
    let order = logits.scalars.indices.sorted { logits.scalars[$0] > logits.scalars[$1] }
    #expect(prediction.candidates.map(\.label) == order.map(TinyNetwork.name))
    let found = prediction.candidates
    expectClose(Tensor(found.map(\.score)), Tensor(order.map { logits.scalars[$0] }))
    let probabilities = logits.softmax().scalars
    expectClose(Tensor(found.map(\.probability)), Tensor(order.map { probabilities[$0] }))
    #expect(abs(found.reduce(0) { $0 + $1.probability } - 1) < 1e-5)
    let verifications = logits.sigmoid().scalars
    expectClose(Tensor(found.map(\.verification)), Tensor(order.map { verifications[$0] }))
  }

  @Test func listsTheBestFew() throws {
    let classifier = try TinyNetwork.classifier(classes: 7)
    let query = TinyNetwork.image(3)
    let all = try classifier.predict(query, top: 7).candidates
    #expect(all.count == 7 && all[0].label == "class 3")
    #expect(try classifier.predict(query).candidates == Array(all[..<5]))
    #expect(try classifier.predict(query, top: 1).candidates == [all[0]])
    #expect(try classifier.predict(query, top: .max).candidates == all)
    #expect(throws: ClassifierError.outOfRange(setting: "top", found: "0", expected: "above 0")) {
      try classifier.predict(query, top: 0)
    }
  }

  @Test func equalScoresKeepTheOrderOfEnrollment() throws {
    let classifier = OneShotClassifier(try TinyNetwork.make())
    for label in ["z", "a", "m"] { try classifier.enroll(label, TinyNetwork.image(0)) }
    let prediction = try classifier.predict(TinyNetwork.image(0))
    #expect(prediction.candidates.map(\.label) == ["z", "a", "m"])
  }

  @Test func anImageWithAndWithoutABatchAxis() throws {
    let classifier = try TinyNetwork.classifier()
    let image = TinyNetwork.image(2, drawer: 1)
    #expect(try classifier.predict(image) == classifier.predict(image[0]))
    let two = TinyNetwork.images(2, drawers: 0..<2)
    #expect(
      throws: ClassifierError.wrongShape(
        found: [2, 12, 12, 1], expected: "[12, 12, 1] or [1, 12, 12, 1]")
    ) { try classifier.predict(two) }
  }

  @Test(arguments: [1, 3]) func aBatchIsItsImages(views: Int) throws {
    let classifier = try TinyNetwork.classifier(classes: 5, views: views)
    // More than are embedded at a time.
    let images = TinyNetwork.glyphs.images(at: Array(0..<70))
    let batch = try classifier.predictions(of: images)
    #expect(batch.count == 70)
    for index in [0, 1, 40, 63, 64, 69] {
      let one = try classifier.predict(images[index])
      #expect(batch[index].candidates.map(\.label) == one.candidates.map(\.label))
      expectClose(
        Tensor(batch[index].candidates.map(\.score)), Tensor(one.candidates.map(\.score)))
    }
    #expect(throws: ClassifierError.noImages) {
      try classifier.predictions(of: .zeros([0, 12, 12, 1]))
    }
  }

  /// Several views are those of ``Views``.
  @Test func viewsAreThoseOfTheScorer() throws {
    let siamese = try TinyNetwork.make()
    let scorer = Views(siamese, 4)
    let (query, example) = (TinyNetwork.image(2), TinyNetwork.image(1))
    let expected = scorer.scores(of: scorer.embed(query), with: scorer.embed(example))
    let classifier = OneShotClassifier(siamese, views: 4)
    try classifier.enroll("a", example)
    let score = try classifier.predict(query).best.score
    expectClose(score, expected.item)
    let plain = OneShotClassifier(siamese)
    try plain.enroll("a", example)
    #expect(try plain.predict(query).best.score != score)
  }

  @Test func isUnknownBelowTheThreshold() throws {
    let classifier = try TinyNetwork.classifier()
    let query = TinyNetwork.image(1, drawer: 2)
    let best = try classifier.predict(query).best
    #expect(try classifier.predict(query).label == best.label)
    classifier.rejectionThreshold = best.score
    let known = try classifier.predict(query)
    #expect(known.isKnown && known.label == best.label)
    classifier.rejectionThreshold = best.score.nextUp
    let unknown = try classifier.predict(query)
    #expect(!unknown.isKnown && unknown.label == nil && unknown.best == best)
    #expect(unknown.threshold == best.score.nextUp)
    #expect(unknown.description.hasPrefix("unknown (nearest: \(best.label), score "))
  }

  @Test func saysWhatItIs() throws {
    let candidate = OneShotPrediction.Candidate(
      label: "seal", probability: 0.93, score: -1.2, verification: 0.23)
    #expect(
      "\(OneShotPrediction(candidates: [candidate], threshold: -2, classCount: 3))"
        == "seal (93.0 %)")
    #expect(
      "\(OneShotPrediction(candidates: [candidate], threshold: 0.35, classCount: 3))"
        == "unknown (nearest: seal, score -1.20 below 0.35)")
    #expect(
      "\(OneShotPrediction(candidates: [candidate], threshold: .infinity, classCount: 3))"
        == "unknown (nearest: seal, score -1.20 below inf)")
    // Of many classes the percentage would say little.
    let many = OneShotPrediction(candidates: [candidate], threshold: -2, classCount: 101)
    #expect("\(many)" == "seal (score -1.20)")
    #expect(many.description(of: candidate) == "seal, score -1.20")
    let few = OneShotPrediction(candidates: [candidate], threshold: -2, classCount: 100)
    #expect(few.description(of: candidate) == "seal 93.0 %")
    #expect("\(PairVerdict(score: 1, probability: 0.73, threshold: 1))" == "same (73.0 %)")
    #expect("\(PairVerdict(score: 1, probability: 0.73, threshold: 2))" == "different (73.0 %)")
  }

  @Test func whatCannotBePredicted() throws {
    let empty = OneShotClassifier(try TinyNetwork.make())
    #expect(throws: ClassifierError.nothingEnrolled) { try empty.predict(TinyNetwork.image(0)) }
    let classifier = try TinyNetwork.classifier()
    #expect(
      throws: ClassifierError.wrongShape(
        found: [28, 28, 1], expected: "[12, 12, 1] or [1, 12, 12, 1]")
    ) { try classifier.predict(.zeros([28, 28, 1])) }
    #expect(throws: ClassifierError.notFinite(.pixels, image: 0)) {
      try classifier.predict(.full([12, 12, 1], .nan))
    }
  }

  @Test func verifiesPairs() throws {
    let classifier = OneShotClassifier(try TinyNetwork.make())
    let (a, b) = (TinyNetwork.image(0), TinyNetwork.image(5))
    let verdict = try classifier.verify(a, b)
    expectClose(verdict.probability, classifier.siamese(a, b).item)
    #expect(verdict.threshold == 0 && verdict.isSame == (verdict.probability >= 0.5))
    #expect(try classifier.verify(b, a) == verdict)
    #expect(try classifier.verify(a[0], b[0]) == verdict)
    classifier.verificationThreshold = verdict.score
    #expect(try classifier.verify(a, b).isSame)
    classifier.verificationThreshold = verdict.score.nextUp
    #expect(try !classifier.verify(a, b).isSame)
  }

  @Test func verifiesManyPairs() throws {
    let classifier = OneShotClassifier(try TinyNetwork.make())
    let left = TinyNetwork.images(0, drawers: 0..<4)
    let right = TinyNetwork.images(1, drawers: 0..<4)
    let verdicts = try classifier.verdicts(on: left, right)
    #expect(verdicts.count == 4)
    for (index, verdict) in verdicts.enumerated() {
      expectClose(verdict.score, try classifier.verify(left[index], right[index]).score)
    }
    #expect(throws: ClassifierError.differentCounts(left: 4, right: 3)) {
      try classifier.verdicts(on: left, right[0..<3])
    }
    #expect(throws: ClassifierError.noImages) {
      try classifier.verdicts(on: left, .zeros([0, 12, 12, 1]))
    }
  }
}
