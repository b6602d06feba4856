import Foundation

/// Downloads the published files of a dataset.
///
/// What has arrived is kept in a file `….partial`, from whose end an interrupted download goes on.
/// Only a complete file with the published checksum gets its name.
public struct Downloader: Sendable {
  /// How far a download is.
  public struct Progress: Sendable, Hashable {
    /// The file's name.
    public let name: String
    /// The bytes that have arrived, those of earlier attempts among them.
    public let received: Int
    /// The file's bytes, or nil where the server does not say.
    public let total: Int?
  }

  /// The folder `python` of Omniglot's repository.
  public static let omniglot =
    "https://raw.githubusercontent.com/brendenlake/omniglot/master/python"

  /// The address that `OfficialFile.remotePath` is below.
  public var baseURL: String
  /// How often a download is tried that is interrupted or that the server cannot serve for now.
  public var attempts: Int
  /// The seconds before the second attempt; they double before each further one.
  public var pause: Double
  /// After so many seconds without data an attempt counts as interrupted.
  public var timeout: Double
  /// Called from a background thread as data arrives.
  public var report: @Sendable (Progress) -> Void

  /// A downloader; by default from Omniglot's repository, with 4 attempts after pauses of 1, 2 and 4
  /// seconds, a timeout of 15 seconds, and no reports.
  public init(
    baseURL: String = Self.omniglot, attempts: Int = 4, pause: Double = 1, timeout: Double = 15,
    report: @escaping @Sendable (Progress) -> Void = { _ in }
  ) {
    self.baseURL = baseURL
    self.attempts = attempts
    self.pause = pause
    self.timeout = timeout
    self.report = report
  }

  /// Downloads a file to `path`, whose folder is made where it does not exist; waits until it is
  /// there.
  ///
  /// Throws `DownloadError` where the server cannot be reached or does not have the file,
  /// `ChecksumError` where it sent something else (which is deleted), and `FileError` where `path`
  /// cannot be written.
  public func download(_ file: OfficialFile, to path: String) throws {
    let address = "\(baseURL)/\(file.remotePath)"
    guard let url = URL(string: address), url.host != nil else {
      throw DownloadError(url: address, reason: "is no address")
    }
    let partial = path + ".partial"
    try Files.makeFolder((path as NSString).deletingLastPathComponent)
    let wasResumed = Files.size(partial) > 0
    try transfer(file, from: url, to: partial)
    do {
      try verify(file, at: partial, from: address)
    } catch  where wasResumed {
      // The beginning may have been of another version of the file.
      try transfer(file, from: url, to: partial)
      try verify(file, at: partial, from: address)
    }
    try Files.move(partial, to: path)
  }

  private func transfer(_ file: OfficialFile, from url: URL, to partial: String) throws {
    defer { if Files.size(partial) == 0 { Files.remove(partial) } }
    for attempt in 1...max(1, attempts) {
      let transfer = try Transfer(of: file.name, to: partial, report: report)
      switch transfer.run(from: url, timeout: timeout) {
      case .complete: return
      case .failed(let reason): throw DownloadError(url: url.absoluteString, reason: reason)
      case .interrupted(let reason) where attempt >= attempts:
        throw DownloadError(
          url: url.absoluteString, reason: "\(reason), after \(attempt) attempts")
      case .interrupted:
        Thread.sleep(forTimeInterval: pause * Double(1 << min(attempt - 1, 5)))
      }
    }
  }

  private func verify(_ file: OfficialFile, at partial: String, from address: String) throws {
    do {
      try file.checksum.verify(partial)
    } catch let error as ChecksumError {
      Files.remove(partial)
      throw ChecksumError(path: address, found: error.found, expected: error.expected)
    }
  }
}
