import Foundation
import HTTPTypes
import Hummingbird
import OneShot
import ServiceRequests

/// Recognizes pictures.
struct ClassifyRoutes {
  let service: Service

  func add(to routes: Routes) {
    routes.add(.post, "/classify", classify)
    routes.add(.post, "/verify", verify)
  }

  private struct Prepared: Sendable {
    let pictures: [PreparedPicture]
    let isOne: Bool
  }

  private struct Predictions: Encodable { let predictions: [PredictionBody] }

  @Sendable private func classify(
    _ request: Request, _ context: ServiceContext
  ) async throws -> Response {
    let start = ContinuousClock.now
    let recognizer = try service.recognizer(of: context)
    let top = try request.number("top", default: 5, in: 1...10_000)
    let showsInput = try request.flag("input")
    let preprocessing = recognizer.network.preprocessing
    let input = try await service.reader.input(request, json: ClassifyInput.self) {
      Prepared(pictures: [try PreparedPicture($0, as: preprocessing)], isOne: true)
    } _: { input in
      switch input {
      case .one(let picture):
        Prepared(pictures: [try PreparedPicture(picture, as: preprocessing)], isOne: true)
      case .many(let pictures):
        Prepared(
          pictures: try pictures.map { try PreparedPicture($0, as: preprocessing) }, isOne: false)
      }
    }
    // Before the pictures are embedded: an answer is about what was enrolled when it was asked.
    if recognizer.catalog.classes.isEmpty { throw Problem(of: .nothingEnrolled) }
    let embeddings = try await recognizer.network.embeddings(of: input.pictures)
    let predictions = try ThreadPool.serially {
      try recognizer.classifier.predictions(ofEmbeddings: embeddings, top: top)
    }
    let time = (ContinuousClock.now - start).milliseconds
    let bodies = try zip(predictions, input.pictures).map { prediction, picture in
      PredictionBody(
        prediction, milliseconds: time,
        input: showsInput ? try picture.input(of: preprocessing) : nil)
    }
    return try input.isOne ? .json(bodies[0]) : .json(Predictions(predictions: bodies))
  }

  private struct Verdict: Encodable {
    let same: Bool
    let score: Float
    let probability: Float
    let threshold: Float
  }

  @Sendable private func verify(
    _ request: Request, _ context: ServiceContext
  ) async throws -> Response {
    let recognizer = try service.recognizer(of: context)
    let preprocessing = recognizer.network.preprocessing
    let pictures = try await service.reader.json(request, as: VerifyInput.self) { pair in
      try [pair.a, pair.b].map { try PreparedPicture($0.picture, as: preprocessing) }
    }
    let embeddings = try await recognizer.network.embeddings(of: pictures)
    let verdict = try recognizer.classifier.verdicts(
      onEmbeddings: embeddings[0..<1], embeddings[1..<2])[0]
    return try .json(
      Verdict(
        same: verdict.isSame, score: verdict.score, probability: verdict.probability,
        threshold: verdict.threshold))
  }
}

/// What the service says of one picture.
struct PredictionBody: Encodable {
  let prediction: OneShotPrediction
  let milliseconds: Double
  let input: [UInt8]?

  init(_ prediction: OneShotPrediction, milliseconds: Double, input: [UInt8]?) {
    (self.prediction, self.milliseconds, self.input) = (prediction, milliseconds, input)
  }

  private enum Key: CodingKey { case label, threshold, candidates, milliseconds, input }

  /// A label and a threshold that are not there are written as null: clients find the key.
  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(prediction.label, forKey: .label)
    let threshold = prediction.threshold
    try values.encode(threshold.isFinite ? threshold : nil, forKey: .threshold)
    try values.encode(prediction.candidates, forKey: .candidates)
    try values.encode(milliseconds, forKey: .milliseconds)
    try values.encodeIfPresent(input.map { Data($0).base64EncodedString() }, forKey: .input)
  }
}

extension Duration {
  /// To microseconds.
  var milliseconds: Double {
    let (seconds, attoseconds) = components
    return ((Double(seconds) * 1e3 + Double(attoseconds) / 1e15) * 1e3).rounded() / 1e3
  }
}
