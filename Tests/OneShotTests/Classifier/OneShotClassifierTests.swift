import OneShot
import TestSupport
import Testing

@Suite struct OneShotClassifierTests {
  @Test func remembersAndForgetsClasses() throws {
    let classifier = OneShotClassifier(try TinyNetwork.make())
    #expect(classifier.labels.isEmpty)
    try classifier.enroll("b", TinyNetwork.images(0, drawers: 0..<2))
    try classifier.enroll("a", TinyNetwork.image(1))
    #expect(classifier.labels == ["b", "a"])
    try classifier.enroll("b", TinyNetwork.image(0, drawer: 2))
    #expect(classifier.labels == ["b", "a"])
    #expect(classifier.shots(of: "b") == 3 && classifier.shots(of: "a") == 1)
    try classifier.remove("b")
    #expect(classifier.labels == ["a"] && classifier.shots(of: "b") == 0)
    try classifier.enroll("b", TinyNetwork.image(0))
    #expect(classifier.labels == ["a", "b"] && classifier.shots(of: "b") == 1)
  }

  @Test func whatIsForgottenIsNoCandidate() throws {
    let classifier = try TinyNetwork.classifier()
    #expect(try classifier.predict(TinyNetwork.image(1)).label == "class 1")
    try classifier.remove("class 1")
    let prediction = try classifier.predict(TinyNetwork.image(1))
    #expect(Set(prediction.candidates.map(\.label)) == ["class 0", "class 2"])
  }

  /// Shots may be enrolled at once or one by one.
  @Test(arguments: ShotRule.allCases) func shotsAddUp(_ rule: ShotRule) throws {
    let siamese = try TinyNetwork.make()
    let together = OneShotClassifier(siamese, shotRule: rule)
    let apart = OneShotClassifier(siamese, shotRule: rule)
    for index in 0..<3 {
      try together.enroll(TinyNetwork.name(index), TinyNetwork.images(index, drawers: 0..<3))
    }
    for drawer in 0..<3 {
      for index in 0..<3 {
        try apart.enroll(TinyNetwork.name(index), TinyNetwork.image(index, drawer: drawer))
      }
    }
    let query = TinyNetwork.image(2, drawer: 3)
    let (a, b) = (try together.predict(query), try apart.predict(query))
    #expect(a.candidates.map(\.label) == b.candidates.map(\.label))
    expectClose(Tensor(a.candidates.map(\.score)), Tensor(b.candidates.map(\.score)))
  }

  @Test(arguments: ShotRule.allCases) func theScoreOfAClassFollowsTheRule(_ rule: ShotRule) throws {
    let siamese = try TinyNetwork.make()
    let classifier = OneShotClassifier(siamese, shotRule: rule)
    try classifier.enroll("three", TinyNetwork.images(0, drawers: 0..<3))
    try classifier.enroll("one", TinyNetwork.image(1))
    let query = TinyNetwork.image(2)
    let embeddings = siamese.embed(TinyNetwork.images(0, drawers: 0..<3))
    let expected =
      switch rule {
      case .meanScore: siamese.logits(embeddings: siamese.embed(query), with: embeddings).mean()
      case .prototype:
        siamese.logits(
          embeddings: siamese.embed(query),
          with: embeddings.mean(axes: [0], keepingDimensions: true))
      }
    let prediction = try classifier.predict(query)
    let three = try #require(prediction.candidates.first { $0.label == "three" })
    expectClose(three.score, expected.item)
    let one = try #require(prediction.candidates.first { $0.label == "one" })
    let single = siamese.embed(TinyNetwork.image(1))
    expectClose(one.score, siamese.logits(embeddings: siamese.embed(query), with: single).item)
  }

  @Test func whatCannotBeEnrolledChangesNothing() throws {
    let classifier = OneShotClassifier(try TinyNetwork.make())
    func refusal(_ images: Tensor, label: String = "a") -> ClassifierError? {
      #expect(throws: ClassifierError.self) { try classifier.enroll(label, images) }
    }
    #expect(refusal(TinyNetwork.image(0), label: "") == .emptyLabel)
    #expect(refusal(.zeros([0, 12, 12, 1])) == .noImages)
    #expect(
      refusal(.zeros([2, 12, 11, 1]))
        == .wrongShape(found: [2, 12, 11, 1], expected: "[n, 12, 12, 1]"))
    #expect(refusal(.zeros([12, 12, 1])) != nil)
    #expect(refusal(.zeros([])) != nil)
    var images = TinyNetwork.images(0, drawers: 0..<3)
    images[scalarAt: 2, 3, 4, 0] = .nan
    #expect(refusal(images) == .notFinite(.pixels, image: 2))
    images[scalarAt: 1, 0, 0, 0] = .infinity
    #expect(refusal(images) == .notFinite(.pixels, image: 1))
    #expect(classifier.labels.isEmpty)
    #expect(throws: ClassifierError.unknownLabel("a", known: [])) { try classifier.remove("a") }
  }

  /// A training that went wrong is found at the first example.
  @Test func aNetworkOfNaNIsNotified() throws {
    var siamese = try TinyNetwork.make()
    siamese.forEachParameter { path, parameter in
      if path == "leg.3.bias" { parameter.value = .full(parameter.value.shape, .nan) }
    }
    let classifier = OneShotClassifier(siamese)
    #expect(throws: ClassifierError.notFinite(.embedding, image: 0)) {
      try classifier.enroll("a", TinyNetwork.image(0))
    }
    siamese = try TinyNetwork.make()
    siamese.head.bias = Parameter(Tensor([.nan]))
    let other = OneShotClassifier(siamese)
    try other.enroll("a", TinyNetwork.image(0))
    #expect(throws: ClassifierError.notFinite(.score, image: 0)) {
      try other.predict(TinyNetwork.image(0))
    }
  }

  /// Two classes of one name in two groups, and one more.
  private func grouped() -> ImageDataset {
    let glyphs = TinyNetwork.glyphs
    return ImageDataset(
      name: "signs", height: 12, width: 12, groups: ["rail", "road"],
      classes: [
        .init(name: "go", group: 0, images: glyphs.classes[0].images),
        .init(name: "go", group: 1, images: glyphs.classes[1].images),
        .init(name: "stop", group: 1, images: glyphs.classes[2].images),
      ], pixels: glyphs.pixels)
  }

  @Test func classesOfOneNameInTwoGroupsStayApart() throws {
    let classifier = OneShotClassifier(try TinyNetwork.make())
    try classifier.enroll(grouped(), shots: 2)
    #expect(classifier.labels == ["rail/go", "road/go", "road/stop"])
    #expect(classifier.labels.allSatisfy { classifier.shots(of: $0) == 2 })
    let oneByOne = OneShotClassifier(try TinyNetwork.make())
    for (index, label) in classifier.labels.enumerated() {
      try oneByOne.enroll(label, TinyNetwork.images(index, drawers: 0..<2))
    }
    let query = TinyNetwork.image(1, drawer: 3)
    let (found, expected) = (try classifier.predict(query), try oneByOne.predict(query))
    #expect(found.candidates.map(\.label) == expected.candidates.map(\.label))
    #expect(abs(found.best.score - expected.best.score) < 1e-4)
    // The truth of a picture is the class in its group.
    let evaluation = try classifier.evaluation(on: grouped())
    let images = grouped().classes.reduce(0) { $0 + $1.images.count }
    #expect(evaluation.refused == nil && evaluation.nearest.trials == images)
  }

  /// Many classes in one call are those of as many calls, and whoever asks sees all of them or none.
  @Test(arguments: [1, 3]) func manyClassesAtOnce(views: Int) throws {
    let siamese = try TinyNetwork.make()
    let (together, apart) = (
      OneShotClassifier(siamese, views: views), OneShotClassifier(siamese, views: views)
    )
    // More images than are embedded at a time, of classes of one and of several.
    let examples = (0..<56).map {
      (TinyNetwork.name($0 % 28), TinyNetwork.images($0 % 28, drawers: 0..<1 + $0 % 3))
    }
    try together.enroll(examples)
    for (label, images) in examples { try apart.enroll(label, images) }
    #expect(together.labels == apart.labels && together.classCount == 28)
    for label in together.labels {
      expectClose(try together.embeddings(of: label), try apart.embeddings(of: label))
    }
    var bad = TinyNetwork.images(0, drawers: 0..<2)
    bad[scalarAt: 1, 0, 0, 0] = .nan
    #expect(throws: ClassifierError.notFinite(.pixels, image: 3)) {
      try together.enroll([("a", TinyNetwork.images(1, drawers: 0..<2)), ("b", bad)])
    }
    #expect(throws: ClassifierError.emptyLabel) {
      try together.enroll([("a", TinyNetwork.image(1)), ("", TinyNetwork.image(2))])
    }
    #expect(throws: ClassifierError.noImages) {
      try together.enroll([("a", TinyNetwork.image(1)), ("b", .zeros([0, 12, 12, 1]))])
    }
    try together.enroll([(label: String, images: Tensor)]())
    #expect(together.classCount == 28)
  }

  /// To enroll takes no longer if many are enrolled: case 22.
  @Test func enrollmentDoesNotSlowDown() throws {
    let classifier = OneShotClassifier(try TinyNetwork.make(units: 64))
    let row = Tensor.ones([1, 64])
    /// The least for 250 in a row, since the machine has other work too.
    func seconds(_ range: Range<Int>) throws -> Double {
      try stride(from: range.lowerBound, to: range.upperBound, by: 250).map { first in
        let start = ContinuousClock.now
        for number in first..<first + 250 {
          try classifier.enroll(embeddings: [("class \(number)", row)])
        }
        return (ContinuousClock.now - start) / .seconds(1)
      }.min()!
    }
    // The first ones warm up.
    _ = try seconds(0..<500)
    let first = try seconds(500..<2500)
    _ = try seconds(2500..<18_500)
    let last = try seconds(18_500..<23_500)
    #expect(last < 4 * first, "\(first) s for 250 of the first, \(last) s for 250 of the last")
  }
}
