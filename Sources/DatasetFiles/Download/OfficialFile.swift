import Files
import Foundation

/// A file as its publisher offers it: its name, where it is and how to know it.
public struct OfficialFile: Sendable, Hashable {
  /// Where the files of one dataset are published, kept and looked for.
  public struct Repository: Sendable, Hashable {
    /// The name of the folder in the cache, such as `omniglot`.
    public var name: String
    /// The address that every `remotePath` is below.
    public var address: URL
    /// The folders, below one that a user names, that a file may lie in besides that one itself.
    public var subfolders: [String]

    /// A place of publication; by default files lie in no subfolder.
    public init(name: String, address: URL, subfolders: [String] = []) {
      self.name = name
      self.address = address
      self.subfolders = subfolders
    }
  }

  /// The file's name: `images_background.zip`.
  public let name: String
  /// The path below the repository's address.
  public let remotePath: String
  /// Its bytes, nil if nobody says how many.
  public let size: Int?
  /// What the publisher says its digest is.
  public let checksum: Checksum
  /// Where it is published.
  public let repository: Repository
  /// A folder that it unpacks to, if it is an archive without one folder around all: `run01`.
  public let marker: String?

  /// A file that is known by its checksum.
  ///
  /// - Parameters:
  ///   - name: The file's name.
  ///   - remotePath: The path below the repository's address; by default the name.
  ///   - size: Its bytes: a server that sends more of them is not listened to any longer. Default unknown.
  ///   - checksum: The published digest.
  ///   - repository: Where it is published.
  ///   - marker: A folder that tells the unpacked contents, if the archive has no folder around
  ///     them.
  public init(
    name: String, remotePath: String? = nil, size: Int? = nil, checksum: Checksum,
    in repository: Repository, marker: String? = nil
  ) {
    self.name = name
    self.size = size
    self.remotePath = remotePath ?? name
    self.checksum = checksum
    self.repository = repository
    self.marker = marker
  }

  /// Makes sure that a file is this one, before anything is made of what is in it.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - origin: Where it comes from, for the error.
  func verify(_ url: URL, from origin: String) throws(FileProblem) {
    if let size {
      let found = Files.size(url)
      guard found == size else {
        throw FileProblem(
          path: origin, found: "a damaged or other one of \(found) bytes",
          expected: "the published file of \(size) bytes")
      }
    }
    try checksum.verify(url, from: origin)
  }

  /// Where it is downloaded from.
  public var address: URL { repository.address.appending(path: remotePath) }

  /// The name of the folder that it is unpacked to: `images_background`.
  var folderName: String { name.hasSuffix(".zip") ? String(name.dropLast(4)) : name }
}
