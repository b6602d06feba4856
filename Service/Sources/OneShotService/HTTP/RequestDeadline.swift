import NIOCore
import NIOHTTPTypes

/// Closes connections whose clients are too slow on purpose: those that send a body in drops, and those
/// that do not take their answer.
///
/// In each period a body must bring some bytes or come to its end. Heads are not seen here before they are
/// whole; the idle timeout of the server bounds them. Answers that are sent bit by bit, as events are, may
/// take as long as they like where the client takes them.
final class RequestDeadline: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let period: TimeAmount
  private let leastBytes: Int
  private let stall: TimeAmount
  private var received = 0
  private var reading: Scheduled<Void>?
  private var writing: Scheduled<Void>?

  /// - Parameters:
  ///   - period: The time in which a body must bring `leastBytes`.
  ///   - leastBytes: Fewer in a period close the connection.
  ///   - stall: How long a client may take nothing of an answer.
  init(
    period: TimeAmount = .seconds(15), leastBytes: Int = 64 << 10,
    stall: TimeAmount = .seconds(60)
  ) {
    (self.period, self.leastBytes, self.stall) = (period, leastBytes, stall)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      received = 0
      schedule(context)
    case .body(let bytes): received += bytes.readableBytes
    case .end:
      reading?.cancel()
      reading = nil
    }
    context.fireChannelRead(data)
  }

  private func schedule(_ context: ChannelHandlerContext) {
    reading?.cancel()
    reading = context.eventLoop.assumeIsolated().scheduleTask(in: period) { [self] in
      if received < leastBytes {
        context.close(promise: nil)
      } else {
        received = 0
        schedule(context)
      }
    }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    writing?.cancel()
    writing = nil
    if !context.channel.isWritable {
      writing = context.eventLoop.assumeIsolated().scheduleTask(in: stall) {
        context.close(promise: nil)
      }
    }
    context.fireChannelWritabilityChanged()
  }

  func channelInactive(context: ChannelHandlerContext) {
    cancel()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { cancel() }

  private func cancel() {
    reading?.cancel()
    writing?.cancel()
    (reading, writing) = (nil, nil)
  }
}
