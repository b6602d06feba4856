import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// An HTTP server on this machine that answers as a test wants it to, one request a connection.
final class LoopbackServer: Sendable {
  struct Request: Sendable, Equatable {
    let path: String
    /// Where a range asked for begins.
    let start: Int?
  }

  struct Answer: Sendable {
    var status = "200 OK"
    var headers: [String] = []
    var body: [UInt8] = []
    /// The connection is closed after so many bytes of the body.
    var cut: Int?
  }

  private let socketNumber: Int32
  let port: UInt16
  private let log = Mutex<[Request]>([])
  private let answer: @Sendable (_ request: Request, _ index: Int) -> Answer

  init(answer: @escaping @Sendable (_ request: Request, _ index: Int) -> Answer) throws {
    #if canImport(Darwin)
      let stream = SOCK_STREAM
    #else
      let stream = Int32(SOCK_STREAM.rawValue)
    #endif
    let server = socket(AF_INET, stream, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(server, pointer, size) == 0 && listen(server, 16) == 0
          && getsockname(server, pointer, &size) == 0
      }
    }
    guard status else { throw POSIXError(.EADDRNOTAVAIL) }
    socketNumber = server
    port = UInt16(bigEndian: address.sin_port)
    self.answer = answer
    Thread.detachNewThread { [self] in serve() }
  }

  var url: URL { URL(string: "http://127.0.0.1:\(port)")! }
  var requests: [Request] { log.withLock { $0 } }

  /// Ends the thread, and with it the server's life.
  func stop() {
    shutdown(socketNumber, Int32(SHUT_RDWR))
    close(socketNumber)
  }

  private func serve() {
    while true {
      let connection = accept(socketNumber, nil, nil)
      guard connection >= 0 else { return }
      if let request = read(from: connection) {
        let index = log.withLock { log in
          log.append(request)
          return log.count - 1
        }
        write(answer(request, index), to: connection)
      }
      shutdown(connection, Int32(SHUT_RDWR))
      close(connection)
    }
  }

  private func read(from connection: Int32) -> Request? {
    var text = ""
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !text.contains("\r\n\r\n") {
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      text += String(decoding: buffer.prefix(count), as: UTF8.self)
    }
    let lines = text.components(separatedBy: "\r\n")
    let range = lines.first { $0.lowercased().hasPrefix("range:") }
    let start = range.flatMap { Int($0.components(separatedBy: "=")[1].dropLast()) }
    return Request(path: lines[0].components(separatedBy: " ")[1], start: start)
  }

  private func write(_ answer: Answer, to connection: Int32) {
    let headers =
      ["HTTP/1.1 \(answer.status)", "Content-Length: \(answer.body.count)", "Connection: close"]
      + answer.headers
    let bytes =
      Array((headers.joined(separator: "\r\n") + "\r\n\r\n").utf8)
      + answer.body.prefix(answer.cut ?? answer.body.count)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      sent += count
    }
  }
}
