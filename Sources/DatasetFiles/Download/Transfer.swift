import Basics
import Dispatch
import Files
import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// One attempt to fetch what a partial file lacks.
final class Transfer: NSObject, URLSessionDataDelegate, Sendable {
  enum Outcome: Equatable, Sendable {
    case complete
    /// It makes sense to try again.
    case interrupted(String)
    /// It does not.
    case failed(String)
  }

  private struct State {
    let handle: FileHandle
    var received: Int
    var total: Int?
    /// Decided before the connection ends, by an answer that is of no use or a full disk.
    var outcome: Outcome?
  }

  private let name: String
  private let size: Int?
  private let report: @Sendable (Downloader.Progress) -> Void
  private let state: Lock<State>
  private let finished = DispatchSemaphore(value: 0)

  init(
    of name: String, size: Int? = nil, to url: URL,
    report: @escaping @Sendable (Downloader.Progress) -> Void
  ) throws(FileProblem) {
    (self.name, self.size) = (name, size)
    self.report = report
    if !Files.exists(url) { try Files.write([], to: url) }
    let handle: FileHandle
    do {
      handle = try FileHandle(forUpdating: url)
    } catch {
      throw FileProblem(
        path: url.relativePath, found: Files.reason(error), expected: "a writable file")
    }
    let end = (try? handle.seekToEnd()) ?? 0
    state = Lock(State(handle: handle, received: Int(end)))
  }

  /// Waits until the attempt is over.
  func run(from url: URL, timeout: Double) -> Outcome {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = timeout
    let session = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
    var request = URLRequest(url: url)
    // A compressed answer could not be taken up in its middle.
    request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
    let start = state.withLock { $0.received }
    if start > 0 { request.setValue("bytes=\(start)-", forHTTPHeaderField: "Range") }
    session.dataTask(with: request).resume()
    finished.wait()
    session.finishTasksAndInvalidate()
    return state.withLock { state in
      try? state.handle.close()
      return state.outcome ?? .interrupted("a connection that ended")
    }
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    let isUseful = state.withLock { state in
      state.outcome = Self.prepare(&state, for: response)
      return state.outcome == nil
    }
    completionHandler(isUseful ? .allow : .cancel)
  }

  /// Makes the partial file end where the answer begins; an outcome if the answer is of no use.
  private static func prepare(_ state: inout State, for response: URLResponse) -> Outcome? {
    guard let response = response as? HTTPURLResponse else { return .failed("no server of HTTP") }
    let length = response.expectedContentLength
    switch response.statusCode {
    case 206 where range(of: response) == state.received: break
    case 200:
      if let outcome = restart(&state) { return outcome }
    case 206, 416:
      // The partial file does not fit what the server has.
      return restart(&state) ?? .interrupted("a server without that part of it")
    case 408, 429, 500...599: return .interrupted("an answer of status \(response.statusCode)")
    default: return .failed("an answer of status \(response.statusCode)")
    }
    state.total = length >= 0 ? state.received + Int(length) : nil
    return nil
  }

  /// The first byte of a partial answer: 100 of `bytes 100-199/200`.
  private static func range(of response: HTTPURLResponse) -> Int? {
    let value = response.value(forHTTPHeaderField: "Content-Range")
    return value?.split { " -/".contains($0) }.dropFirst().first.flatMap { Int($0) }
  }

  private static func restart(_ state: inout State) -> Outcome? {
    state.received = 0
    do {
      try state.handle.truncate(atOffset: 0)
      return nil
    } catch {
      return .failed("no place to write it: \(Files.reason(error))")
    }
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let progress = state.withLock { state -> Downloader.Progress? in
      guard state.outcome == nil else { return nil }
      if let size, state.received + data.count > size {
        state.outcome = .failed("more than \(size) bytes")
        return nil
      }
      do {
        try state.handle.write(contentsOf: data)
      } catch {
        state.outcome = .failed("no place to write it: \(Files.reason(error))")
        return nil
      }
      state.received += data.count
      return .init(name: name, received: state.received, total: state.total)
    }
    if let progress { report(progress) } else { dataTask.cancel() }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    state.withLock { state in
      if state.outcome == nil { state.outcome = Self.outcome(of: error, state) }
    }
    finished.signal()
  }

  private static func outcome(of error: (any Error)?, _ state: State) -> Outcome {
    guard let error else {
      let isShort = state.total.map { state.received < $0 } ?? false
      return isShort ? .interrupted("a connection closed too early") : .complete
    }
    let code = (error as? URLError)?.code
    let isOffline: [URLError.Code] = [
      .cannotFindHost, .dnsLookupFailed, .cannotConnectToHost, .notConnectedToInternet,
    ]
    let reason = "no answer: \(error.localizedDescription)"
    if let code, isOffline.contains(code) { return .failed(reason) }
    // A server that never answered will hardly answer the next time.
    if code == .timedOut && state.total == nil { return .failed(reason) }
    return .interrupted(reason)
  }
}
