import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import OneShotService

@Suite struct RequestDeadlineTests {
  private let loop = EmbeddedEventLoop()

  private func channel() throws -> EmbeddedChannel {
    let channel = EmbeddedChannel(handler: RequestDeadline(), loop: loop)
    try channel.connect(to: .init(unixDomainSocketPath: "/test")).wait()
    return channel
  }

  private let head = HTTPRequestPart.head(
    .init(method: .post, scheme: "http", authority: "localhost", path: "/classify"))

  private func body(_ count: Int) -> HTTPRequestPart {
    .body(ByteBuffer(repeating: 0, count: count))
  }

  @Test func aBodyInDropsIsClosed() throws {
    let channel = try channel()
    try channel.writeInbound(head)
    for _ in 0..<14 {
      try channel.writeInbound(body(1))
      loop.advanceTime(by: .seconds(1))
    }
    #expect(channel.isActive)
    loop.advanceTime(by: .seconds(1))
    #expect(!channel.isActive)
  }

  @Test func aBodyInGoodTimeIsNot() throws {
    let channel = try channel()
    try channel.writeInbound(head)
    for _ in 0..<6 {
      try channel.writeInbound(body(70_000))
      loop.advanceTime(by: .seconds(14))
    }
    try channel.writeInbound(HTTPRequestPart.end(nil))
    loop.advanceTime(by: .minutes(10))
    #expect(channel.isActive)
    _ = try channel.finish()
  }
}
