import TestSupport
import Testing

@testable import OneShot

@Suite struct OneShotClassifierIndexTests {
  private func classifier(
    _ rule: ShotRule, classes: Int = 20
  ) throws -> OneShotClassifier<Sequential> {
    let classifier = OneShotClassifier(try TinyNetwork.make(), shotRule: rule)
    try classifier.enroll(
      (0..<classes).map {
        (TinyNetwork.name($0), TinyNetwork.images($0, drawers: 0..<1 + $0 % 3))
      })
    return classifier
  }

  private var queries: Tensor {
    TinyNetwork.glyphs.images(at: Array(stride(from: 3, to: 112, by: 9)))
  }

  /// An index that finds all gives the answers that none gives, through every change.
  @Test(arguments: ShotRule.allCases) func findsWhatNoIndexFinds(_ rule: ShotRule) throws {
    let (plain, indexed) = (try classifier(rule), try classifier(rule))
    let list = ListIndex(dimensions: 6)
    try indexed.useIndex(list, nearest: 1000)
    func check() throws {
      #expect(
        try indexed.predictions(of: queries, top: 7) == plain.predictions(of: queries, top: 7))
      #expect(try indexed.index?.count == plain.labels.reduce(0) { $0 + plain.shots(of: $1) })
    }
    try check()
    for classifier in [plain, indexed] {
      try classifier.enroll("new", TinyNetwork.images(22, drawers: 0..<2))
      try classifier.enroll(TinyNetwork.name(2), TinyNetwork.image(23))
      try classifier.remove(TinyNetwork.name(2), example: 1)
      try classifier.remove(TinyNetwork.name(3))
    }
    try check()
    // Room is made, and an example has its id still.
    for classifier in [plain, indexed] {
      for round in 0..<300 {
        try classifier.enroll("often", TinyNetwork.image(round % 20))
        if round % 3 == 2 { try classifier.remove("often") }
      }
    }
    try check()
    let calibration = try indexed.calibrateOnExamples()
    #expect(try calibration == plain.calibrateOnExamples())
    for classifier in [plain, indexed] {
      try classifier.removeAll()
      try classifier.enroll("again", TinyNetwork.image(1))
    }
    try check()
    indexed.removeIndex()
    #expect(indexed.index == nil)
    #expect(try indexed.predictions(of: queries) == plain.predictions(of: queries))
  }

  /// The library's own index, by the network's metric.
  @Test func flatIndex() throws {
    let (plain, indexed) = (try classifier(.meanScore), try classifier(.meanScore))
    let network = indexed.siamese
    try indexed.useIndex(
      FlatIndex(dimensions: network.embeddingSize, metric: network.metric), nearest: 12)
    for classifier in [plain, indexed] {
      try classifier.enroll("new", TinyNetwork.images(22, drawers: 0..<2))
      try classifier.remove(TinyNetwork.name(3))
    }
    let (a, b) = (
      try plain.predictions(of: queries, top: 1), try indexed.predictions(of: queries, top: 1)
    )
    // The best class of several examples may have none among the nearest.
    let same = zip(a, b).count { $0.best.label == $1.best.label && $0.best.score == $1.best.score }
    #expect(same >= a.count - 1)
  }

  /// Of a few examples the classes are scored exactly, by all of their examples.
  @Test(arguments: ShotRule.allCases) func aFewAreScoredExactly(_ rule: ShotRule) throws {
    let (plain, indexed) = (try classifier(rule), try classifier(rule))
    try indexed.useIndex(ListIndex(dimensions: 6), nearest: 5)
    let (all, few) = (
      try plain.predictions(of: queries, top: .max), try indexed.predictions(of: queries, top: .max)
    )
    for (all, few) in zip(all, few) {
      #expect((1...5).contains(few.candidates.count) && few.classCount == 20)
      for candidate in few.candidates {
        let same = all.candidates.first { $0.label == candidate.label }
        #expect(same?.score == candidate.score && same!.probability <= candidate.probability)
      }
    }
  }

  @Test func whatFailsChangesNothing() throws {
    let folder = try TemporaryFolder()
    let classifier = try classifier(.meanScore)
    let faults = ListIndex.Faults()
    try classifier.useIndex(ListIndex(dimensions: 6, fault: faults), nearest: 1000)
    try classifier.openGallery(folder["gallery"])
    let (labels, size) = (classifier.labels, try classifier.index!.count)
    func refusal(_ body: () throws -> Void) throws {
      let error = #expect(throws: ClassifierError.self) { try body() }
      #expect(error == .index("out of reach"))
      #expect(try classifier.labels == labels && classifier.index!.count == size)
      #expect(classifier.shots(of: "new") == 0 && classifier.shots(of: "class 2") == 3)
    }
    faults.now = .add
    try refusal { try classifier.enroll("new", TinyNetwork.image(0)) }
    try refusal { try classifier.enroll("class 2", TinyNetwork.image(0)) }
    faults.now = .remove
    try refusal { try classifier.remove("class 2") }
    try refusal { try classifier.remove("class 2", example: 0) }
    try refusal { try classifier.removeAll() }
    faults.now = .search
    try refusal { _ = try classifier.predict(TinyNetwork.image(0)) }
    faults.now = nil
    try classifier.remove("class 2")
    classifier.closeGallery()
    let again = OneShotClassifier(try TinyNetwork.make())
    try again.openGallery(folder["gallery"])
    #expect(again.labels == classifier.labels && again.labels.count == labels.count - 1)
  }

  @Test func whichIndexCanBeUsed() throws {
    let classifier = try classifier(.meanScore, classes: 2)
    func refusal(_ index: ListIndex, nearest: Int = 10) -> ClassifierError? {
      #expect(throws: ClassifierError.self) { try classifier.useIndex(index, nearest: nearest) }
    }
    #expect(refusal(ListIndex(dimensions: 7)) == .index("expected one of 6 dimensions, found 7"))
    var full = ListIndex(dimensions: 6)
    try full.add(.zeros([1, 6]), ids: [4])
    #expect(refusal(full) == .index("expected an empty one, found 1 embeddings"))
    #expect(
      refusal(ListIndex(dimensions: 6), nearest: 0)
        == .outOfRange(setting: "nearest", found: "0", expected: "above 0"))
    #expect(classifier.index == nil)
    try classifier.useIndex(ListIndex(dimensions: 6))
    #expect(classifier.copy().index == nil)
  }

  /// Enrolled, removed and asked at once: `swift test --sanitize thread` looks for races.
  @Test func manyAskAndChange() async throws {
    let classifier = try classifier(.meanScore, classes: 4)
    try classifier.useIndex(ListIndex(dimensions: 6), nearest: 3)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask {
          for round in 0..<20 {
            if task % 2 == 0 {
              try classifier.enroll("\(task)", TinyNetwork.image(round))
              if round % 5 == 4 { try classifier.remove("\(task)") }
            } else {
              _ = try classifier.predict(TinyNetwork.image(round))
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(classifier.classCount == 4)
    #expect(try classifier.index?.count == 1 + 2 + 3 + 1)
  }
}
