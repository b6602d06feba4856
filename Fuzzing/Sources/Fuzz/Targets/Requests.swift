import DatasetFiles
import Foundation
import OneShot
import ServiceRequests

extension Target {
  /// Bodies in JSON that clients send to the service: the first byte says to which route.
  static let requests = Target(
    name: "requests", longest: 1024,
    words: [
      "\"image\":", "\"images\":[{", "\"strokes\":[[[", "\"width\":", "\"height\":", "\"pen\":",
      "\"a\":",
      "\"b\":", "\"falseAcceptRate\":", "\"threshold\":", "\"verification\":", "\"reset\":true",
      "\"choice\":", "\"milliseconds\":", "\"name\":", "\"seed\":", "\"tasks\":", "\"correct\":",
      "\"network\":", "null", "1e999", "-1e308", "1e-320", "9223372036854775808", "\\u0000",
      "\\ud800",
      "\u{EF}\u{BB}\u{BF}", "[[[[[[[[", "{\"a\":{\"a\":",
    ],
    seeds: { seeds in
      let picture = try PNG.encode(
        Bitmap(width: 4, height: 4, pixels: [UInt8](repeating: 200, count: 16)))
      let image = "{\"image\": \"\(Data(picture).base64EncodedString())\"}"
      let drawing =
        "{\"strokes\": [[[20, 20], [80, 80, 0.5]], []], \"width\": 100, \"height\": 90.5, \"pen\": 3}"
      for body in [
        image, drawing, "{\"images\": [\(drawing), \(image)]}",
        "{\"a\": \(image), \"b\": \(drawing)}",
        "{\"falseAcceptRate\": 0.01}", "{\"threshold\": -1, \"verification\": 0.5}",
        "{\"reset\": true}", "{\"choice\": 3, \"milliseconds\": 812.5}",
        "{\"name\": \"Zo\u{308}e\", \"seed\": 7, \"tasks\": 20, \"correct\": 19, \"network\": 18}",
      ] {
        for route in Route.allCases {
          try seeds.add([UInt8(route.rawValue)] + Array(body.utf8))
        }
      }
    },
    test: { input in
      guard let first = input.bytes.first else { return }
      let routes = Route.allCases
      let body = Data(input.bytes.dropFirst())
      do {
        try routes[Int(first) % routes.count].read(body)
      } catch let problem as Problem {
        expect((400..<500).contains(problem.status.code), "the client's fault, got \(problem)")
      }
    })
}

/// What reads JSON.
private enum Route: Int, CaseIterable {
  case classify, verify, enroll, calibrate, choose, keep

  func read(_ body: Data) throws {
    switch self {
    case .classify:
      switch try JSON.decode(ClassifyInput.self, body) {
      case .one(let picture): try Self.prepare(picture)
      case .many(let pictures):
        expect((1...64).contains(pictures.count), "1 to 64 pictures, got \(pictures.count)")
        for picture in pictures { try Self.prepare(picture) }
      }
    case .verify:
      let pair = try JSON.decode(VerifyInput.self, body)
      for input in [pair.a, pair.b] { try Self.prepare(input.picture) }
    case .enroll: try Self.prepare(try JSON.decode(PictureInput.self, body).picture)
    case .calibrate:
      switch try JSON.decode(CalibrateInput.self, body) {
      case .enrolled(let rate):
        expect(rate.map { (0...1).contains($0) } ?? true, "a rate, got \(rate ?? 0)")
      case .given(let rejection, let verification):
        expect(rejection.isFinite && verification?.isFinite ?? true, "finite thresholds")
      case .network: break
      }
    case .choose: _ = try JSON.decode(QuizChoice.self, body)
    case .keep:
      let result = try JSON.decode(QuizResult.self, body)
      try result.requirePossible()
      expect(result.correct <= result.tasks, "no more right than there are")
      let written = try JSONEncoder().encode(result)
      expect(try JSON.decode(QuizResult.self, written).seed == result.seed, "written and read")
    }
  }

  /// What a network would be shown.
  private static func prepare(_ picture: Picture) throws {
    let prepared = try PreparedPicture(picture, as: ImagePreprocessing(height: 36, width: 36))
    expect(prepared.pixels.count == 36 * 36, "a byte for each pixel, got \(prepared.pixels.count)")
    _ = try prepared.input(of: ImagePreprocessing(height: 36, width: 36))
  }
}

extension Target {
  /// Labels of classes in paths, which come percent-encoded.
  static let labels = Target(
    name: "labels", longest: 600,
    words: [
      "%00", "%2F", "%2E%2E", "%E2%80%A8", "%CC%88", "%ED%A0%80", "%F0%9F%98%80", "%", "%C3%B6",
    ],
    seeds: { seeds in
      for label in [
        "cross", "a%20b", "%C3%B6", "o%CC%88", "%F0%9F%91%A9%E2%80%8D%F0%9F%91%A7", ".", "%2e%2e",
      ] {
        try seeds.add(Array(label.utf8))
      }
    },
    test: { input in
      let label = try Label(percentEncoded: String(decoding: input.bytes, as: UTF8.self))
      expect((1...Label.maximumBytes).contains(label.text.utf8.count), "a possible length")
      expect(
        try Label(percentEncoded: label.percentEncoded) == label, "itself, read again: \(label)")
    })
}
