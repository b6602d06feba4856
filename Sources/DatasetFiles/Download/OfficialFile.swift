/// A file as its publisher offers it: its name, where it is and how to know it.
public struct OfficialFile: Sendable, Hashable {
  /// The file's name: `images_background.zip`.
  public let name: String
  /// The path below the dataset's base address.
  public let remotePath: String
  /// What the publisher says its digest is.
  public let checksum: Checksum

  /// A file that is known by its checksum.
  public init(name: String, remotePath: String, checksum: Checksum) {
    self.name = name
    self.remotePath = remotePath
    self.checksum = checksum
  }

  /// The name of the folder that it is unpacked to: `images_background`.
  var folderName: String { name.hasSuffix(".zip") ? String(name.dropLast(4)) : name }
}
