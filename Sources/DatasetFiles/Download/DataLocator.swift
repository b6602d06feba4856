import Foundation

/// Where a file of a dataset was found.
public struct DataLocation: Sendable, Hashable {
  /// The file, or the folder it was unpacked to.
  public let path: String
  /// The place that it was found in, in words: `ONESHOT_DATA`, `the cache`.
  public let place: String
}

/// Looks for a dataset's files: in the folder that was asked for, or else in the folder that the
/// environment variable `ONESHOT_DATA` names, in the cache (`$XDG_CACHE_HOME/oneshot/omniglot`, by
/// default below `~/.cache`), and on the network, from where it is downloaded to the cache.
public struct DataLocator: Sendable {
  private struct Place {
    let name: String
    let folder: String
  }

  private let places: [Place]
  private let cache: String?
  private let downloader: Downloader?

  /// Folders below a place in which a file may lie, as in the dataset's repository.
  private static let subfolders = [
    "", "python/", "one-shot-classification/", "python/one-shot-classification/",
  ]

  /// - Parameters:
  ///   - data: The folder that the user asked for; then nothing else is searched.
  ///   - environment: By default that of the process.
  ///   - downloader: How to get what is not found; nil downloads nothing. Default: Omniglot's
  ///     repository, without progress reports.
  public init(
    data: String? = nil, environment: [String: String] = ProcessInfo.processInfo.environment,
    downloader: Downloader? = Downloader()
  ) {
    if let data {
      self.init(only: data)
      return
    }
    let cache = Self.cacheFolder(environment)
    let named = environment["ONESHOT_DATA"].flatMap { $0.isEmpty ? nil : $0 }
    self.init(
      places: (named.map { [Place(name: "ONESHOT_DATA", folder: $0)] } ?? [])
        + [Place(name: "the cache", folder: cache)],
      cache: cache, downloader: downloader)
  }

  /// Searches one folder alone and downloads nothing.
  public init(only folder: String) {
    self.init(
      places: [Place(name: "the folder asked for", folder: folder)], cache: nil, downloader: nil)
  }

  private init(places: [Place], cache: String?, downloader: Downloader?) {
    self.places = places
    self.cache = cache
    self.downloader = downloader
  }

  /// The place of `file` or of the folder it unpacks to, in the first place that has one of them.
  ///
  /// Throws `ChecksumError` where a file of the official name is not the published one, and
  /// `DataNotFoundError`, which lists the places searched, where there is none.
  public func locate(_ file: OfficialFile) throws -> DataLocation {
    for place in places {
      if let path = try find(file, below: place.folder) {
        return DataLocation(path: path, place: place.name)
      }
    }
    var searched = places.map { "\($0.name) (\($0.folder))" }
    guard let cache, let downloader else {
      throw DataNotFoundError(file: file, searched: searched)
    }
    do {
      let path = "\(cache)/\(file.name)"
      try downloader.download(file, to: path)
      return DataLocation(path: path, place: "download")
    } catch  where error is DownloadError || error is FileError {
      searched.append("the network (\(error))")
      throw DataNotFoundError(file: file, searched: searched)
    }
  }

  /// The file, verified, or the folder it unpacks to.
  private func find(_ file: OfficialFile, below folder: String) throws -> String? {
    for subfolder in Self.subfolders {
      let base = "\(folder)/\(subfolder)"
      let archive = base + file.name
      if Files.exists(archive) && !Files.isFolder(archive) {
        try file.checksum.verify(archive)
        return archive
      }
      if Files.isFolder(base + file.folderName) { return base + file.folderName }
      // The archive of the runs has no folder around them.
      if file == Omniglot.runsFile && Files.isFolder(base + "run01") { return base }
    }
    return nil
  }

  private static func cacheFolder(_ environment: [String: String]) -> String {
    let named = environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let home = environment["HOME"] ?? NSHomeDirectory()
    return (named ?? "\(home)/.cache") + "/oneshot/omniglot"
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
