import DatasetFiles
import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import OneShotService

/// Bodies that are not as they should be.
@Suite struct BodiesTests {
  private struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let type: String?
    let body: [UInt8]
    let status: Int
    var testDescription: String { name }

    init(_ name: String, _ type: String?, _ body: [UInt8], _ status: Int) {
      (self.name, self.type, self.body, self.status) = (name, type, body, status)
    }

    init(json: String, _ status: Int) {
      self.init(String(json.prefix(60)), "application/json", Array(json.utf8), status)
    }
  }

  private static let paper = #""width": 100, "height": 100"#

  private static let cases: [Case] = [
    Case("no type", nil, [1], 415), Case("text", "text/plain", [1], 415),
    Case("form", "application/x-www-form-urlencoded", [1], 415), Case("gif", "image/gif", [1], 415),
    Case("empty", "image/png", [], 422), Case("no picture", "image/png", [1, 2, 3], 422),
    Case("a GIF as PNG", "image/png", Array("GIF89a".utf8), 422),
    Case("only a signature", "image/png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], 422),
    Case("a bomb", "image/png", Pictures.bomb(width: 60_000, height: 60_000), 422),
    Case("a cut PNG", "image/png", Pictures.bomb(width: 10, height: 10), 422),
    Case("a JPEG's start", "image/jpeg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16], 422),
    Case("a WebP's start", "image/webp", Array("RIFF\0\0\0\0WEBP".utf8), 422),
    Case(json: "", 400), Case(json: "{", 400), Case(json: "nonsense", 400), Case(json: "[]", 422),
    Case(json: "null", 422), Case(json: "{}", 422), Case(json: #"{"image": 1}"#, 422),
    Case(json: #"{"image": "***"}"#, 422), Case(json: #"{"image": ""}"#, 422),
    Case(json: #"{"image": "AAAA", "strokes": []}"#, 422),
    Case(json: #"{"strokes": [[[1,2]]]}"#, 422),
    Case(json: #"{"strokes": [], \#(paper)}"#, 422),
    Case(json: #"{"strokes": [[]], \#(paper)}"#, 422),
    Case(json: #"{"strokes": [[[1]]], \#(paper)}"#, 422),
    Case(json: #"{"strokes": [[[1,2,3,4]]], \#(paper)}"#, 422),
    Case(json: #"{"strokes": [[["a","b"]]], \#(paper)}"#, 422),
    Case(json: #"{"strokes": [[[1e300,2]]], \#(paper)}"#, 422),
    Case(json: #"{"strokes": [[[1,2]]], "width": 0, "height": 1}"#, 422),
    Case(json: #"{"strokes": [[[1,2]]], "width": -1, "height": 1}"#, 422),
    Case(json: #"{"strokes": [[[1,2]]], "width": 1e39, "height": 1}"#, 422),
    Case(json: #"{"strokes": [[[1,2]]], \#(paper), "pen": 101}"#, 422),
    Case(json: #"{"strokes": [[[1,2]]], \#(paper), "pen": 0}"#, 422),
    Case(
      json:
        #"{"strokes": [[\#(Array(repeating: "[1,2]", count: 4097).joined(separator: ","))]], \#(paper)}"#,
      422),
    Case(
      json:
        #"{"strokes": [\#(Array(repeating: "[]", count: 5000).joined(separator: ","))], \#(paper)}"#,
      422),
    Case(json: String(repeating: "[", count: 100_000), 400),
    Case(json: #"{"strokes": \#(String(repeating: "[", count: 600))"#, 400),
    Case("text that is no UTF-8", "application/json", [0x7B, 0xFF, 0x7D], 400),
  ]

  @Test(arguments: cases) private func badPicturesAreRefused(bad: Case) async throws {
    try await TestService().run { client in
      try await client.enroll("a", 0)
      for path in ["/classify", "/classes/b/examples"] {
        let answer = try await client.send(.post, path, type: bad.type, body: bad.body)
        #expect(try answer.isProblem(.init(code: bad.status)), "\(path): \(answer.text)")
      }
      #expect(try await client.get("/health").object["classes"] as? Int == 1)
    }
  }

  @Test(arguments: [
    (#"{"images": []}"#, 422), (#"{"images": 1}"#, 422), (#"{"images": [{}]}"#, 422),
    (
      #"{"images": [\#(Array(repeating: #"{"strokes":[[[1,1]]],"width":9,"height":9}"#, count: 65).joined(separator: ","))]}"#,
      422
    ),
  ])
  func badListsAreRefused(json: String, status: Int) async throws {
    try await TestService().run { client in
      try await client.enroll("a", 0)
      let answer = try await client.post("/classify", json: json)
      #expect(try answer.isProblem(.init(code: status)), "\(answer.text)")
    }
  }

  @Test(arguments: [("/verify", #"{"a": {}}"#, 422), ("/verify", "[]", 422), ("/verify", "", 400)])
  func badPairsAreRefused(path: String, json: String, status: Int) async throws {
    try await TestService().run { client in
      let answer = try await client.post(path, json: json)
      #expect(try answer.isProblem(.init(code: status)))
      let picture = try await client.post(path, png: Drawings.png(0))
      #expect(try picture.isProblem(.unsupportedMediaType))
    }
  }

  @Test func largeBodiesAreRefused() async throws {
    let service = try TestService { $0.maximumBody = 2000 }
    try await service.run(.live) { client in
      let body = [UInt8](repeating: 0, count: 2001)
      for path in ["/classify", "/classes/a/examples"] {
        let answer = try await client.post(path, png: body)
        #expect(try answer.isProblem(.contentTooLarge), "\(answer.text)")
      }
      // The connection is still good.
      #expect(try await client.post("/classes/a/examples", png: Drawings.png(0)).status == .created)
      #expect(try await client.get("/health").object["classes"] as? Int == 1)
    }
  }

  /// A picture of many pixels within the limit is read; one of more is refused by what its head says.
  @Test func pixelsAreBounded() async throws {
    try await TestService().run { client in
      let side = 3000
      let white = try PNG.encode(
        Bitmap(
          width: side, height: side, pixels: [UInt8](repeating: 255, count: side * side)))
      #expect(try await client.post("/classes/a/examples", png: white).status == .created)
      let answer = try await client.post(
        "/classify", png: Pictures.bomb(width: 5793, height: 5793))
      #expect(try answer.isProblem(.unprocessableContent))
      #expect(try answer.object["expected"] as? String == "at most 33554432 pixels")
    }
  }
}
