import Foundation
import HTTPTypes
import HummingbirdTesting
import ServiceRequests
import Testing

@testable import OneShotService

@Suite struct LabelTests {
  @Test(arguments: [
    "a", "seal", "😀", "père Noël", "a/b", "..a", "...", "a.png", "%", "a b", "?", "日本語", "\"",
    "classes", "' OR 1=1 --", "<script>", "a\\b", String(repeating: "x", count: 200),
    String(repeating: "😀", count: 50),
  ])
  func anyTextIsALabel(label: String) async throws {
    let encoded = try Label(label).percentEncoded
    #expect(try Label(percentEncoded: encoded).text == label)
    try await TestService().run { client in
      let enrolled = try await client.post(
        "/classes/\(encoded)/examples", png: Drawings.png(0))
      #expect(try enrolled.object["label"] as? String == label, "\(enrolled.text)")
      let location = try #require(enrolled.headers[.location])
      #expect(try await client.get(location).status == .ok)
      #expect(try await client.get("/classes/\(encoded)").object["label"] as? String == label)
      let answer = try await client.post("/classify", png: Drawings.png(0)).object
      let candidates = answer["candidates"] as? [[String: Any]]
      #expect(candidates?.first?["label"] as? String == label)
      #expect(try await client.send(.delete, "/classes/\(encoded)").status == .noContent)
    }
  }

  @Test(arguments: [
    (".", 422), ("..", 422), ("%2E%2E", 422), ("%2e", 422), ("%00", 422), ("a%0Ab", 422),
    ("%7F", 422), ("%C2%85", 422), ("%E2%80%A8", 422), ("%FF", 400), ("%C3%28", 400),
    ("a%00b", 422), (String(repeating: "x", count: 201), 422),
    (String(repeating: "x", count: 10_000), 422),
  ])
  func othersAreRefused(path: String, status: Int) async throws {
    try await TestService().run { client in
      for (method, path) in [
        (HTTPRequest.Method.post, "/classes/\(path)/examples"), (.get, "/classes/\(path)"),
        (.delete, "/classes/\(path)"), (.get, "/classes/\(path)/examples/1.png"),
      ] {
        let answer = try await client.send(
          method, path, type: "image/png", body: try Drawings.png(0))
        #expect(try answer.isProblem(.init(code: status)), "\(method) \(path): \(answer.text)")
      }
      #expect(try await client.get("/health").object["classes"] as? Int == 0)
    }
  }

  /// Composed or not, what looks the same is one class.
  @Test func labelsAreComposed() async throws {
    let (composed, decomposed) = ("\u{E9}", "e\u{301}")
    #expect(Array(try Label(decomposed).text.utf8) == Array(composed.utf8))
    try await TestService().run { client in
      try await client.enroll("%C3%A9", 0)
      try await client.enroll("e%CC%81", 1)
      let classes = try await client.get("/classes").object["classes"] as? [[String: Any]]
      #expect(classes?.count == 1 && (classes?[0]["examples"] as? [Any])?.count == 2)
    }
  }
}
