import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import OneShotService

@Suite struct ContinuationTests {
  private func answer(to fields: HTTPFields) throws -> HTTPResponse? {
    let channel = EmbeddedChannel(handler: Continuation(limit: 1000))
    defer { _ = try? channel.finish() }
    let head = HTTPRequest(
      method: .post, scheme: "http", authority: "localhost", path: "/classify",
      headerFields: fields)
    try channel.writeInbound(HTTPRequestPart.head(head))
    #expect(try channel.readInbound(as: HTTPRequestPart.self) == .head(head))
    guard case .head(let head) = try channel.readOutbound(as: HTTPResponsePart.self) else {
      return nil
    }
    return head
  }

  @Test func whoAsksIsToldToGoOn() throws {
    let expect = HTTPFields(dictionaryLiteral: (.expect, "100-Continue"), (.contentLength, "1000"))
    #expect(try answer(to: expect)?.status == .continue)
    #expect(try answer(to: [.expect: "100-continue"])?.status == .continue)
  }

  @Test func othersAreNot() throws {
    #expect(try answer(to: [:]) == nil)
    #expect(try answer(to: [.expect: "100-continue", .contentLength: "1001"]) == nil)
  }
}
