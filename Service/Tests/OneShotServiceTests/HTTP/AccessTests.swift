import HTTPTypes
import HummingbirdTesting
import Testing

@testable import OneShotService

/// Who may change something.
@Suite struct AccessTests {
  /// All requests that change something.
  private func change(
    _ client: any TestClientProtocol, headers: HTTPFields = [:]
  ) async throws -> [TestResponse] {
    [
      try await client.post("/classes/a/examples", png: Drawings.png(0), headers: headers),
      try await client.post(
        "/recognisers/default/classes/b/examples", png: Drawings.png(1), headers: headers),
      try await client.post("/calibrate", json: #"{"threshold": -1}"#, headers: headers),
      try await client.send(.delete, "/classes/a/examples/1", headers: headers),
      try await client.send(.delete, "/classes/b", headers: headers),
      try await client.send(.put, "/recognisers/x", headers: headers),
      try await client.send(.delete, "/recognisers/x", headers: headers),
      try await client.post(
        "/quiz/results", json: #"{"seed": 1, "tasks": 2, "correct": 1, "network": 1}"#,
        headers: headers),
    ]
  }

  @Test func aTokenIsNeededForChangesAlone() async throws {
    try await TestService { $0.token = "long enough" }.run { client in
      for headers in [
        [:], [.authorization: "Bearer wrong"], [.authorization: "Bearer long enough2"],
        [.authorization: "Bearer long enoug"], [.authorization: "Basic long enough"],
        [.authorization: "Bearer"], [.authorization: "Bearer "],
      ] as [HTTPFields] {
        for answer in try await change(client, headers: headers) {
          #expect(try answer.isProblem(.unauthorized))
          #expect(answer.headers[.wwwAuthenticate] == "Bearer")
        }
      }
      let health = try await client.get("/health").object
      #expect(health["tokenNeeded"] as? Bool == true && health["classes"] as? Int == 0)
      for answer in try await change(client, headers: [.authorization: "bearer long enough"]) {
        #expect(answer.status.kind == .successful, "\(answer.text)")
      }
      #expect(try await client.post("/classify", png: Drawings.png(0)).isProblem(.conflict))
    }
  }

  @Test func nothingChangesWhereReadOnly() async throws {
    let service = try TestService()
    _ = try await service.run { client in try await client.enroll("a", 0) }
    var settings = service.settings
    settings.isReadOnly = true
    settings.token = "long enough"
    let readOnly = try TestService { $0 = settings }
    try await readOnly.run { client in
      for answer in try await change(client, headers: [.authorization: "Bearer long enough"]) {
        #expect(try answer.isProblem(.forbidden))
      }
      let health = try await client.get("/health").object
      #expect(health["readOnly"] as? Bool == true && health["classes"] as? Int == 1)
      #expect(try await client.post("/classify", png: Drawings.png(0)).status == .ok)
    }
  }

  /// Another site's name for this machine is refused, so that its pages cannot ask.
  @Test func otherNamesAreRefused() async throws {
    let (allowed, refused) = (
      ["localhost", "localhost:8080", "127.0.0.1:8080", "[::1]:80", "a.localhost", "127.1.2.3"],
      ["evil.example", "evil.example:8080", "127.0.0.1.evil.example", "127.evil.0.1", "[::2]"]
    )
    for name in allowed {
      #expect(HostGuard(host: "localhost").allows(name), "\(name)")
    }
    for name in refused { #expect(!HostGuard(host: "localhost").allows(name), "\(name)") }
    #expect(HostGuard(host: "box").allows("box:8080"))
    #expect(HostGuard(host: nil).allows("evil.example"))
    try await TestService().run(.live) { client in
      let health = try await client.get("/health")
      #expect(health.status == .ok)
    }
  }

  @Test func everyAnswerIsGuarded() async throws {
    try await TestService().run { client in
      for path in ["/health", "/nothing", "/classes"] {
        let headers = try await client.get(path).headers
        let policy = try #require(headers[.init("Content-Security-Policy")!])
        #expect(policy.contains("default-src 'self'") && !policy.contains("unsafe"))
        #expect(headers[.init("X-Content-Type-Options")!] == "nosniff")
      }
    }
  }
}
