import OneShot
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
}
