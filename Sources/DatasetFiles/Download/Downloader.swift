import Files
import Foundation

/// Downloads the published files of a dataset.
///
/// What has arrived is kept in a file `….partial`, from whose end an interrupted download goes on.
/// Only a complete file of the published size and checksum gets its name.
public struct Downloader: Sendable {
  /// How far a download is.
  public struct Progress: Sendable, Hashable {
    /// The file's name.
    public let name: String
    /// The bytes that have arrived, those of earlier attempts among them.
    public let received: Int
    /// The file's bytes, or nil if the server does not say.
    public let total: Int?
  }

  /// How often a download is tried that is interrupted or that the server cannot serve for now.
  public var attempts: Int
  /// The seconds before the second attempt; they double before each further one.
  public var pause: Double
  /// After so many seconds without data an attempt counts as interrupted.
  public var timeout: Double
  /// Called from a background thread as data arrives.
  public var report: @Sendable (Progress) -> Void

  /// A downloader; by default with 4 attempts after pauses of 1, 2 and 4 seconds, a timeout of 15
  /// seconds, and no reports.
  public init(
    attempts: Int = 4, pause: Double = 1, timeout: Double = 15,
    report: @escaping @Sendable (Progress) -> Void = { _ in }
  ) {
    self.attempts = attempts
    self.pause = pause
    self.timeout = timeout
    self.report = report
  }

  /// Downloads a file from where it is published and waits until it is there.
  ///
  /// - Parameters:
  ///   - file: What to download.
  ///   - url: Where it goes to; the folder is made if it does not exist.
  /// - Throws: `FileProblem`, whose path is the address if the server cannot be reached, does not
  ///   have the file or sent something else (which is deleted), or else `url`, which cannot be written.
  public func download(_ file: OfficialFile, to url: URL) throws(FileProblem) {
    guard file.address.host() != nil else {
      throw FileProblem(
        path: file.address.absoluteString, found: "no server", expected: "an address of the network"
      )
    }
    let partial = url.appendingPathExtension("partial")
    try Files.makeFolder(url.deletingLastPathComponent())
    let wasResumed = Files.size(partial) > 0
    try transfer(file, to: partial)
    do {
      try verify(file, at: partial)
    } catch {
      guard wasResumed else { throw error }
      // The beginning may have been of another version of the file.
      try transfer(file, to: partial)
      try verify(file, at: partial)
    }
    try Files.move(partial, to: url)
  }

  private func transfer(_ file: OfficialFile, to partial: URL) throws(FileProblem) {
    defer { if Files.size(partial) == 0 { Files.remove(partial) } }
    func problem(_ found: String) -> FileProblem {
      FileProblem(
        path: file.address.absoluteString, found: found, expected: "the file \(file.name)")
    }
    for attempt in 1...max(1, attempts) {
      let transfer = try Transfer(of: file.name, size: file.size, to: partial, report: report)
      switch transfer.run(from: file.address, timeout: timeout) {
      case .complete: return
      case .failed(let reason): throw problem(reason)
      case .interrupted(let reason) where attempt >= attempts:
        throw problem("\(reason), after \(attempt) attempts")
      case .interrupted:
        Thread.sleep(forTimeInterval: pause * Double(1 << min(attempt - 1, 5)))
      }
    }
  }

  private func verify(_ file: OfficialFile, at partial: URL) throws(FileProblem) {
    do {
      try file.verify(partial, from: file.address.absoluteString)
    } catch {
      Files.remove(partial)
      throw error
    }
  }
}
