import Foundation

/// A folder that belongs to one run as long as this lives: whoever else asks for it is refused.
///
/// ```swift
/// let output = try FolderLock(URL(filePath: "run"))
/// defer { withExtendedLifetime(output) {} }
/// ```
///
/// The lock goes with the process, however it ends. It keeps out those who ask for the same lock; nobody
/// is kept from reading, or from writing without asking. On a file system without locks, which some
/// clusters have, nobody is refused.
public final class FolderLock: Sendable {
  /// The folder.
  public let url: URL
  private let descriptor: Int32
  private let isLocked: Bool
  private var file: URL { url.appending(path: Self.name) }

  private static let name = ".lock"

  /// Makes the folder, unless it is there, and takes its lock: a hidden file that tells who has it.
  ///
  /// - Parameter url: The folder.
  /// - Throws: ``FileProblem`` at once if another process, or another lock of this one, has the
  ///   folder, or if it cannot be made or written in.
  public init(_ url: URL) throws(FileProblem) {
    try Files.makeFolder(url)
    self.url = url
    let path = url.appending(path: Self.name).systemPath
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else {
        let code = errno
        throw FileProblem(
          url, found: Files.message(code), expected: "a folder that can be written in")
      }
      let code = takeLock(descriptor, LOCK_EX | LOCK_NB)
      if code == EWOULDBLOCK {
        close(descriptor)
        throw FileProblem(
          url, found: "process \(Self.owner(path)) at work in it",
          expected: "a folder that no other run is using")
      }
      // Whoever had it before may have removed the file meanwhile.
      if code != 0 || isNamed(path, descriptor) {
        self.descriptor = descriptor
        isLocked = code == 0
        break
      }
      close(descriptor)
    }
    let owner = Array("\(getpid())\n".utf8)
    ftruncate(descriptor, 0)
    _ = owner.withUnsafeBytes { writeAll($0, to: descriptor) }
  }

  private static func owner(_ path: String) -> String {
    let text = (try? Files.read(URL(filePath: path))).map { String(decoding: $0, as: UTF8.self) }
    return text?.split(separator: "\n").first.map(String.init) ?? "unknown"
  }

  deinit {
    if isLocked { unlink(file.systemPath) }
    close(descriptor)
  }
}
