import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import OneShotService

@Suite struct StaticFilesTests {
  @Test func pagesComeWithTheService() async throws {
    try await TestService().run { client in
      for path in ["/", "/quiz", "/training"] {
        let page = try await client.get(path)
        #expect(page.status == .ok && page.headers[.contentType] == "text/html; charset=utf-8")
        #expect(page.text.contains("<html"))
        // What a strict policy would not run.
        #expect(!page.text.contains("onclick") && !page.text.contains("<script>"))
        for name in page.text.matches(of: /(?:src|href)="(\/assets\/[^"]+)"/).map(\.output.1) {
          #expect(try await client.get(String(name)).status == .ok, "\(path): \(name)")
        }
        let tag = try #require(page.headers[.eTag])
        let known = try await client.send(.get, path, headers: [.ifNoneMatch: "\"x\", W/\(tag)"])
        #expect(known.status == .notModified && known.bytes.isEmpty)
      }
      let description = try await client.get("/openapi.yaml")
      #expect(description.text.hasPrefix("openapi: 3.1.0"))
      #expect(try await client.get("/recognisers/default/openapi.yaml").isProblem(.notFound))
    }
  }

  @Test func nothingElseIsServed() async throws {
    let folder = try TemporaryFolder()
    let assets = folder.url.appending(path: "pages/assets")
    try FileManager.default.createDirectory(at: assets, withIntermediateDirectories: true)
    for name in ["secret.txt", "pages/assets/a.txt", "pages/assets/.b.txt", "pages/assets/c.exe"] {
      try Data("x".utf8).write(to: folder.url.appending(path: name))
    }
    try await TestService { $0.pages = folder.url.appending(path: "pages") }.run { client in
      #expect(try await client.get("/assets/a.txt").text == "x")
      for path in [
        "/assets/../../secret.txt", "/assets/%2E%2E/%2E%2E/secret.txt",
        "/assets/..%2F..%2Fsecret.txt",
        "/assets/.b.txt", "/assets/c.exe", "/assets", "/assets/", "/assets/a.txt%00", "/",
        "/assets/%2Fetc%2Fpasswd",
      ] {
        #expect(try await client.get(path).isProblem(.notFound), "\(path)")
      }
      // A page that changes is served as it is, even within one tick of the clock.
      let page = assets.appending(path: "a.txt")
      for text in ["y", "z"] {
        try Data(text.utf8).write(to: page, options: .atomic)
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSince1970: 1_800_000_000)], ofItemAtPath: page.path)
        #expect(try await client.get("/assets/a.txt").text == text)
      }
    }
  }
}
