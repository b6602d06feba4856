import Foundation
import TestSupport
import Testing

@testable import OneShot

/// Random changes of a classifier beside a dictionary that says what must be the case.
@Suite struct ClassifierPropertyTests {
  /// What is enrolled, as simply as it can be said.
  private struct Model {
    var order: [String] = []
    var examples: [String: [Float]] = [:]

    mutating func add(_ label: String, _ values: [Float]) {
      if examples[label] == nil { order.append(label) }
      examples[label, default: []] += values
    }

    mutating func remove(_ label: String) {
      examples[label] = nil
      order.removeAll { $0 == label }
    }

    /// The best class for a value, by the mean of the scores or the score of the mean.
    func best(for value: Float, _ rule: ShotRule) -> Float {
      examples.values.map { values -> Float in
        let distances = values.map { -5 * ($0 - value) * ($0 - value) }
        let mean = values.reduce(0, +) / Float(values.count)
        return rule == .meanScore
          ? distances.reduce(0, +) / Float(values.count) : -5 * (mean - value) * (mean - value)
      }.max()!
    }
  }

  /// Embeddings that say a small number in each of their places.
  private func embeddings(_ values: [Float], width: Int) -> Tensor {
    .stacked(values.map { .full([width], $0) })
  }

  /// Four times as many as the steps; `ONESHOT_CHANGES` says how many in all, for a hundred thousand of them.
  private let steps =
    ProcessInfo.processInfo.environment["ONESHOT_CHANGES"].flatMap { Int($0) }.map { $0 / 4 }
    ?? 2500

  @Test(arguments: ShotRule.allCases, [false, true])
  func agreesWithADictionary(_ rule: ShotRule, withGallery: Bool) throws {
    let folder = try TemporaryFolder()
    let (url, width) = (folder["gallery"], 6)
    func classifier() throws -> OneShotClassifier<Sequential> {
      let classifier = OneShotClassifier(try TinyNetwork.make(units: width), shotRule: rule)
      if withGallery { try classifier.openGallery(url, isSynchronized: false) }
      return classifier
    }
    var (found, model) = (try classifier(), Model())
    var random = SeededGenerator(seed: 11, "property", rule == .meanScore ? 0 : 1)
    func number(_ bound: Int) -> Int { Int(random.next() >> 33) % bound }
    for step in 0..<steps {
      let label = "class \(number(60))"
      switch number(100) {
      case 0..<45:
        let values = (0..<1 + number(3)).map { _ in Float(number(1000)) / 100 }
        try found.enroll(embeddings: [(label, embeddings(values, width: width))])
        model.add(label, values)
      case 45..<55:
        let many = (0..<number(9)).map { _ in ("class \(number(90))", Float(number(1000)) / 100) }
        try found.enroll(embeddings: many.map { ($0, embeddings([$1], width: width)) })
        for (label, value) in many { model.add(label, [value]) }
      case 55..<70:
        if model.examples[label] == nil {
          #expect(throws: ClassifierError.self) { try found.remove(label) }
        } else {
          try found.remove(label)
          model.remove(label)
        }
      case 70..<85:
        guard let shots = model.examples[label]?.count else { continue }
        let example = number(shots)
        try found.remove(label, example: example)
        model.examples[label]!.remove(at: example)
        if shots == 1 { model.remove(label) }
      case 85:
        if number(40) > 0 { continue }
        try found.removeAll()
        model = Model()
      case 86 where withGallery && step % 8 == 0:
        try found.compactGallery()
      case 87 where withGallery && step % 4 == 0:
        found.closeGallery()
        found = try classifier()
      default:
        guard !model.order.isEmpty else { continue }
        let value = Float(number(1000)) / 100
        let best = try found.predictions(ofEmbeddings: .full([1, width], value), top: 1)[0].best
        expectClose(best.score, model.best(for: value, rule), tolerance: 1e-3)
      }
      #expect(found.classCount == model.order.count)
      #expect(found.shots(of: label) == model.examples[label]?.count ?? 0)
      guard step % 50 == 0 else { continue }
      #expect(found.labels == model.order)
      for label in model.order {
        let row = try found.embeddings(of: label)
        #expect(row == embeddings(model.examples[label]!, width: width))
      }
    }
  }
}
