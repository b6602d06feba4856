import TestSupport
import Testing

@testable import OneShot

@Suite struct OneShotClassifierEmbeddingsTests {
  /// What is enrolled and asked by embeddings is what is enrolled and asked by images.
  @Test(arguments: ShotRule.allCases) func embeddingsStandForTheirImages(rule: ShotRule) throws {
    let byImages = OneShotClassifier(try TinyNetwork.make(), shotRule: rule, views: 2)
    let byEmbeddings = byImages.copy()
    var examples: [(label: String, embeddings: Tensor)] = []
    for index in 0..<4 {
      let images = TinyNetwork.images(index, drawers: 0..<2)
      try byImages.enroll(TinyNetwork.name(index), images)
      examples.append((TinyNetwork.name(index), try byEmbeddings.embeddings(of: images)))
    }
    try byEmbeddings.enroll(embeddings: examples)
    #expect(byEmbeddings.labels == byImages.labels)
    let queries = TinyNetwork.images(1, drawers: 2..<4)
    let embedded = try byEmbeddings.embeddings(of: queries)
    #expect(embedded.shape == [2, 6])
    #expect(
      try byEmbeddings.predictions(ofEmbeddings: embedded, top: 3)
        == byImages.predictions(of: queries, top: 3))
    let others = TinyNetwork.images(2, drawers: 2..<4)
    #expect(
      try byEmbeddings.verdicts(
        onEmbeddings: embedded, byEmbeddings.embeddings(of: others))
        == byImages.verdicts(on: queries, others))
  }

  @Test func whatIsEnrolledCanBeAskedFor() throws {
    let classifier = try TinyNetwork.classifier(classes: 2)
    let image = TinyNetwork.image(1, drawer: 2)
    try classifier.enroll("class 1", image)
    let expected = try classifier.embeddings(of: .concatenated([TinyNetwork.image(1), image]))
    expectClose(try classifier.embeddings(of: "class 1"), expected)
    #expect(throws: ClassifierError.unknownLabel("x", known: ["class 0", "class 1"])) {
      try classifier.embeddings(of: "x")
    }
  }

  @Test func oneExampleIsForgotten() throws {
    let classifier = OneShotClassifier(try TinyNetwork.make())
    try classifier.enroll("a", TinyNetwork.images(0, drawers: 0..<3))
    try classifier.enroll("b", TinyNetwork.image(1))
    let all = try classifier.embeddings(of: "a")
    try classifier.remove("a", example: 1)
    #expect(try classifier.embeddings(of: "a") == .concatenated([all[0..<1], all[2..<3]]))
    let error = ClassifierError.outOfRange(
      setting: "an example of 'a'", found: "2", expected: "from 0 to 1")
    #expect(throws: error) { try classifier.remove("a", example: 2) }
    try classifier.remove("b", example: 0)
    #expect(classifier.labels == ["a"])
    #expect(throws: ClassifierError.unknownLabel("b", known: ["a"])) {
      try classifier.remove("b", example: 0)
    }
  }

  @Test func allClassesAreForgotten() throws {
    let classifier = try TinyNetwork.classifier()
    classifier.rejectionThreshold = -2
    try classifier.removeAll()
    #expect(classifier.labels.isEmpty && classifier.rejectionThreshold == -2)
    try classifier.enroll("a", TinyNetwork.image(0))
    #expect(classifier.labels == ["a"])
  }

  @Test func aCopyIsAnother() throws {
    let classifier = try TinyNetwork.classifier(classes: 2, metadata: ["a": "b"])
    classifier.rejectionThreshold = -3
    let (copy, empty) = (classifier.copy(), classifier.copy(keepingClasses: false, metadata: [:]))
    #expect(copy.labels == ["class 0", "class 1"] && copy.metadata == ["a": "b"])
    #expect(empty.labels.isEmpty && empty.metadata.isEmpty)
    #expect(copy.rejectionThreshold == -3 && empty.rejectionThreshold == -3)
    try empty.enroll("new", TinyNetwork.image(3))
    try copy.remove("class 0")
    copy.rejectionThreshold = 1
    #expect(classifier.labels == ["class 0", "class 1"] && classifier.rejectionThreshold == -3)
  }

  @Test func whatFitsNotIsRefused() throws {
    let classifier = try TinyNetwork.classifier()
    let good = Tensor.zeros([1, 6])
    for bad in [Tensor.zeros([1, 5]), .zeros([6]), .zeros([1, 1, 6])] {
      let error = ClassifierError.wrongEmbeddings(found: bad.shape, expected: "[n, 6]")
      #expect(throws: error) { try classifier.predictions(ofEmbeddings: bad) }
      #expect(throws: error) { try classifier.verdicts(onEmbeddings: good, bad) }
      #expect(throws: error) { try classifier.enroll(embeddings: [("x", good), ("y", bad)]) }
    }
    #expect(throws: ClassifierError.noImages) {
      try classifier.predictions(ofEmbeddings: .zeros([0, 6]))
    }
    #expect(throws: ClassifierError.notFinite(.embedding, image: 0)) {
      try classifier.enroll(embeddings: [("x", .full([1, 6], .nan))])
    }
    #expect(throws: ClassifierError.emptyLabel) { try classifier.enroll(embeddings: [("", good)]) }
    #expect(throws: ClassifierError.differentCounts(left: 1, right: 2)) {
      try classifier.verdicts(onEmbeddings: good, .zeros([2, 6]))
    }
    #expect(throws: ClassifierError.outOfRange(setting: "top", found: "0", expected: "above 0")) {
      try classifier.predictions(ofEmbeddings: good, top: 0)
    }
    #expect(classifier.labels.count == 3)
    let none = OneShotClassifier(try TinyNetwork.make())
    #expect(throws: ClassifierError.nothingEnrolled) {
      try none.predictions(ofEmbeddings: good)
    }
  }
}
