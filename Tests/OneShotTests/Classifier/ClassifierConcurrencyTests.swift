import EmbeddingSearch
import OneShot
import TestSupport
import Testing

/// Many tasks use one classifier. `swift test --sanitize thread --filter ClassifierConcurrency` looks
/// for races.
@Suite struct ClassifierConcurrencyTests {
  @Test func aThousandPredictionsDuringEnrollment() async throws {
    let classifier = try TinyNetwork.classifier(classes: 2)
    let (classes, shots) = (10, 4)
    let counts = try await withThrowingTaskGroup(of: Int?.self) { group in
      for number in 0..<1000 {
        group.addTask {
          let query = TinyNetwork.image(number % 28, drawer: number % 4)
          let prediction = try classifier.predict(query, top: .max)
          let sum = prediction.candidates.reduce(0) { $0 + $1.probability }
          #expect(abs(sum - 1) < 1e-4)
          #expect(Set(prediction.candidates.map(\.label)).count == prediction.candidates.count)
          return prediction.candidates.count
        }
        if number % 25 == 0 {
          let (index, drawer) = (number / 25 % classes, number / 25 / classes)
          group.addTask {
            try classifier.enroll("new \(index)", TinyNetwork.image(index, drawer: drawer))
            return nil
          }
        }
        if number == 500 {
          group.addTask {
            try classifier.remove("class 0")
            classifier.rejectionThreshold = -3
            return nil
          }
        }
      }
      return try await group.reduce(into: [Int]()) { $0 += [$1].compactMap(\.self) }
    }
    #expect(counts.count == 1000 && counts.allSatisfy { (1...classes + 2).contains($0) })
    #expect(
      Set(classifier.labels) == Set((0..<classes).map { "new \($0)" } + ["class 1"]))
    for index in 0..<classes { #expect(classifier.shots(of: "new \(index)") == shots) }
    #expect(classifier.rejectionThreshold == -3)
  }

  /// Enrollments of one label at once are all kept.
  @Test func noEnrollmentIsLost() async throws {
    let classifier = OneShotClassifier(try TinyNetwork.make(), shotRule: .prototype)
    await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<200 {
        group.addTask { try classifier.enroll("one", TinyNetwork.image(number % 28)) }
      }
    }
    #expect(classifier.shots(of: "one") == 200)
  }

  /// What keeps the classes, beside the classifier's memory.
  enum Keeper: CaseIterable { case nothing, gallery, index }

  /// While classes come in batches and go again, and room is made for others, every answer is about one
  /// moment.
  @Test(arguments: ShotRule.allCases, Keeper.allCases)
  func everyAnswerIsOfOneMoment(_ rule: ShotRule, _ keeper: Keeper) async throws {
    let classifier = OneShotClassifier(try TinyNetwork.make(), shotRule: rule)
    let folder = try TemporaryFolder()
    let metric = classifier.siamese.metric
    switch keeper {
    case .nothing: break
    case .gallery: try classifier.openGallery(folder["gallery"], isSynchronized: false)
    case .index: try classifier.useIndex(FlatIndex(dimensions: 6, metric: metric), nearest: 5000)
    }
    let row = Tensor.ones([1, 6])
    try classifier.enroll(embeddings: [("always", row)])
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          for round in 0..<100 {
            let labels = (0..<5).map { "\(writer) \(round) \($0)" }
            try classifier.enroll(embeddings: labels.map { ($0, row) })
            try classifier.enroll(embeddings: labels.map { ($0, row * 2) })
            try classifier.enroll(embeddings: [(labels[0], row * 3)])
            try classifier.remove(labels[0], example: 1)
            if round % 4 != 3 { for label in labels { try classifier.remove(label) } }
          }
        }
      }
      for _ in 0..<4 {
        group.addTask {
          for _ in 0..<150 {
            let found = try classifier.predictions(ofEmbeddings: row, top: .max)[0].candidates
            #expect(found.contains { $0.label == "always" })
            #expect(Set(found.map(\.label)).count == found.count)
            #expect(classifier.shots(of: "always") == 1 && classifier.labels.contains("always"))
          }
        }
      }
      try await group.waitForAll()
    }
    // A quarter of the rounds stayed.
    #expect(classifier.classCount == 1 + 4 * 25 * 5)
    for label in classifier.labels where label != "always" {
      #expect(classifier.shots(of: label) == 2)
    }
  }
}
