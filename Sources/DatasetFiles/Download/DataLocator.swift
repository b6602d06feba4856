import Files
import Foundation

/// Where a file of a dataset was found.
public struct DataLocation: Sendable, Hashable {
  /// The file, or the folder it was unpacked to.
  public let url: URL
  /// The place that it was found in, in words: `ONESHOT_DATA`, `the cache`.
  public let place: String
}

/// Looks for a dataset's files: in the folder that was asked for, or else in the folder that the
/// environment variable `ONESHOT_DATA` names, in the cache (`$XDG_CACHE_HOME/oneshot` and a folder for
/// each repository, by default below `~/.cache`), and on the network, from where it is downloaded to
/// the cache.
public struct DataLocator: Sendable {
  private struct Place {
    let name: String
    let folder: URL
  }

  /// Searched first, in this order.
  private let places: [Place]
  /// Holds a folder for each repository; nil if the cache is not searched.
  private let cache: URL?
  private let downloader: Downloader?

  /// Searches the folder that the user asked for, or else the usual places.
  ///
  /// - Parameters:
  ///   - data: The folder that the user asked for; then nothing else is searched. Default none.
  ///   - environment: By default that of the process.
  ///   - downloader: How to get what is not found; nil downloads nothing. By default without progress
  ///     reports.
  public init(
    data: URL? = nil, environment: [String: String] = ProcessInfo.processInfo.environment,
    downloader: Downloader? = Downloader()
  ) {
    if let data {
      self.init(only: data)
      return
    }
    let named = environment["ONESHOT_DATA"].flatMap { $0.isEmpty ? nil : URL(filePath: $0) }
    self.init(
      places: named.map { [Place(name: "ONESHOT_DATA", folder: $0)] } ?? [],
      cache: Self.cacheFolder(environment), downloader: downloader)
  }

  /// Searches one folder alone and downloads nothing.
  public init(only folder: URL) {
    self.init(
      places: [Place(name: "the folder asked for", folder: folder)], cache: nil, downloader: nil)
  }

  private init(places: [Place], cache: URL?, downloader: Downloader?) {
    self.places = places
    self.cache = cache
    self.downloader = downloader
  }

  /// The place of `file` or of the folder it unpacks to, in the first place that has one of them.
  ///
  /// - Throws: `FileProblem` if a file of the official name is not the published one, and
  ///   `DataNotFoundError`, which lists the places searched, if there is none.
  public func locate(_ file: OfficialFile) throws -> DataLocation {
    let cache = cache.map {
      Place(name: "the cache", folder: $0.appending(path: file.repository.name))
    }
    let places = places + (cache.map { [$0] } ?? [])
    for place in places {
      if let url = try find(file, below: place.folder) {
        return DataLocation(url: url, place: place.name)
      }
    }
    var searched = places.map { "\($0.name) (\($0.folder.relativePath))" }
    guard let cache, let downloader else {
      throw DataNotFoundError(file: file, searched: searched)
    }
    do {
      let url = cache.folder.appending(path: file.name)
      try downloader.download(file, to: url)
      return DataLocation(url: url, place: "download")
    } catch {
      searched.append("the network (\(error))")
      throw DataNotFoundError(file: file, searched: searched)
    }
  }

  /// The file, verified, or the folder it unpacks to.
  private func find(_ file: OfficialFile, below folder: URL) throws(FileProblem) -> URL? {
    for base in [folder] + file.repository.subfolders.map({ folder.appending(path: $0) }) {
      let archive = base.appending(path: file.name)
      if Files.exists(archive) && !Files.isFolder(archive) {
        try file.verify(archive, from: archive.relativePath)
        return archive
      }
      let unpacked = base.appending(path: file.folderName)
      if Files.isFolder(unpacked) { return unpacked }
      if let marker = file.marker, Files.isFolder(base.appending(path: marker)) { return base }
    }
    return nil
  }

  private static func cacheFolder(_ environment: [String: String]) -> URL {
    let named = environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let home = environment["HOME"] ?? NSHomeDirectory()
    return URL(filePath: named ?? "\(home)/.cache").appending(path: "oneshot")
  }
}

/// A file of a dataset is nowhere.
public struct DataNotFoundError: Error, Equatable, CustomStringConvertible {
  /// The file that was looked for.
  public let file: OfficialFile
  /// The places that were searched, in order, in words.
  public let searched: [String]

  /// The file and the places.
  public var description: String {
    "\(file.name) not found, nor the folder \(file.folderName) it unpacks to; searched: "
      + searched.joined(separator: ", ")
  }
}
