import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import OneShotService

@Suite struct ClassRoutesTests {
  @Test func classesComeInTheOrderOfTheirFirstEnrollment() async throws {
    try await TestService().run { client in
      let png = try Drawings.png(0)
      let first = try await client.post("/classes/seal/examples", png: png)
      #expect(first.status == .created)
      let object = try first.object
      #expect(object["label"] as? String == "seal" && object["examples"] as? Int == 1)
      let id = try #require(object["id"] as? Int)
      #expect(first.headers[.location] == "/classes/seal/examples/\(id).png")
      try await client.enroll("crane", 1)
      let again = try await client.post("/classes/seal/examples", png: Drawings.png(0, by: 1))
      #expect(try again.object["examples"] as? Int == 2)

      let classes = try await client.get("/classes").object["classes"] as? [[String: Any]]
      #expect(classes?.compactMap { $0["label"] as? String } == ["seal", "crane"])
      let seal = try await client.get("/classes/seal").object
      let examples = seal["examples"] as? [[String: Any]]
      #expect(examples?.count == 2 && examples?[0]["id"] as? Int == id)
      let created = try #require(examples?[0]["created"] as? String)
      #expect(try abs(Date(created, strategy: .iso8601).timeIntervalSinceNow) < 60)
      let list = try await client.get("/classes/seal/examples").object["examples"]
      #expect((list as? [Any])?.count == 2)

      let picture = try await client.get("/classes/seal/examples/\(id).png")
      #expect(picture.bytes == png && picture.headers[.contentType] == "image/png")
      #expect(picture.headers[.cacheControl]?.contains("immutable") == true)
      let known = try await client.send(
        .get, "/classes/seal/examples/\(id).png",
        headers: [.ifNoneMatch: try #require(picture.headers[.eTag])])
      #expect(known.status == .notModified && known.bytes.isEmpty)
    }
  }

  @Test func whatIsDeletedIsGone() async throws {
    try await TestService().run { client in
      let ids = [try await client.enroll("a", 0), try await client.enroll("a", 0, by: 1)]
      try await client.enroll("b", 1)
      #expect(try await client.send(.delete, "/classes/a/examples/\(ids[0])").status == .noContent)
      #expect(try await client.get("/classes/a").object["examples"] as? [Any] != nil)
      #expect(
        try await client.send(.delete, "/classes/a/examples/\(ids[0])").isProblem(.notFound))
      #expect(try await client.get("/classes/a/examples/\(ids[0]).png").isProblem(.notFound))
      #expect(try await client.send(.delete, "/classes/b/examples/\(ids[1])").isProblem(.notFound))
      #expect(try await client.send(.delete, "/classes/a/examples/\(ids[1])").status == .noContent)
      #expect(try await client.get("/classes/a").isProblem(.notFound))
      #expect(try await client.send(.delete, "/classes/b").status == .noContent)
      #expect(try await client.send(.delete, "/classes/b").isProblem(.notFound))
      #expect(try await client.get("/health").object["classes"] as? Int == 0)
      // Numbers are not used again.
      #expect(try await client.enroll("a", 2) > ids[1] + 1)
    }
  }

  /// Drawings, and JPEG, become PNG.
  @Test func everyKindOfPictureIsEnrolled() async throws {
    try await TestService().run { client in
      let drawing = try await client.post(
        "/classes/tick/examples",
        json: #"{"strokes": [[[20,50,0],[45,80],[85,15,1.5]]], "width": 100, "height": 100}"#)
      #expect(drawing.status == .created)
      let location = try #require(drawing.headers[.location])
      #expect(try await client.get(location).bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
      let file = try Pictures.jpeg()
      let jpeg = try await client.send(
        .post, "/classes/photo/examples", type: "image/jpeg", body: file)
      let picture = try await client.get(try #require(jpeg.headers[.location]))
      #expect(picture.headers[.contentType] == "image/png")
      #expect(picture.bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
      let json = try await client.post(
        "/classes/json/examples", json: #"{"image": "\#(Data(file).base64EncodedString())"}"#)
      #expect(json.status == .created)
    }
  }

  @Test(arguments: [
    ("/classes/none", "GET"), ("/classes/none/examples", "GET"), ("/classes/none", "DELETE"),
    ("/classes/none/examples/1", "DELETE"), ("/classes/none/examples/1.png", "GET"),
    ("/classes/a/examples/99.png", "GET"), ("/classes/a/examples/x.png", "GET"),
    ("/classes/a/examples/-1", "DELETE"), ("/recognisers/none/classes", "GET"),
    ("/classes/a/examples/99999999999999999999.png", "GET"), ("/nothing", "GET"),
  ])
  func whatIsNotThereIsNotFound(path: String, method: String) async throws {
    try await TestService().run { client in
      try await client.enroll("a", 0)
      let response = try await client.send(try #require(.init(method)), path)
      #expect(try response.isProblem(.notFound), "\(response.text)")
    }
  }

  @Test func otherMethodsAreRefused() async throws {
    try await TestService().run { client in
      let response = try await client.send(.put, "/classes/a/examples")
      #expect(try response.isProblem(.methodNotAllowed))
      #expect(response.headers[.allow] == "GET, HEAD, POST")
      for method in ["TRACE", "PROPFIND", "OPTIONS"] {
        let response = try await client.send(try #require(.init(method)), "/classify")
        #expect(try response.isProblem(.methodNotAllowed) && response.headers[.allow] == "POST")
      }
      let head = try await client.send(.head, "/classes")
      #expect(head.status == .ok && head.bytes.isEmpty && head.headers[.contentLength] == "14")
    }
  }
}
