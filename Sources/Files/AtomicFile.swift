import Foundation

/// Writes a file under a temporary name in the same folder, makes sure that it has reached the disk
/// and gives it its name: whoever reads `url` finds the old file or the whole new one.
///
/// A link stays a link: what it leads to is written. A file that was there passes on its permissions.
/// What is not a file but a device or a pipe, such as `/dev/stdout`, is written as it is.
package func writeAtomically(
  to url: URL, _ body: (FileWriter) throws(FileProblem) -> Void
) throws(FileProblem) {
  let target = try linkTarget(of: url)
  let mode = Files.mode(of: target)
  switch mode.map({ $0 & S_IFMT }) {
  case nil, S_IFREG: break
  case S_IFDIR: throw FileProblem(url, found: "a folder", expected: "a writable file")
  default: return try writeInPlace(url, body)
  }
  let temporary = try TemporaryFile(beside: target, for: url, permissions: mode.map { $0 & 0o7777 })
  let file = FileWriter(url: url, descriptor: temporary.descriptor)
  do throws(FileProblem) {
    try body(file)
    try file.require(fsync(temporary.descriptor) == 0 ? 0 : errno)
    try file.require(rename(temporary.path, target.systemPath) == 0 ? 0 : errno)
  } catch {
    unlink(temporary.path)
    throw error
  }
  synchronize(target.deletingLastPathComponent())
}

/// Where a symbolic link leads, through further ones; the URL itself if it is none.
func linkTarget(of url: URL) throws(FileProblem) -> URL {
  var target = url
  // As many links as the system follows.
  for _ in 0..<40 {
    let path = try? FileManager.default.destinationOfSymbolicLink(atPath: target.systemPath)
    guard let path else { return target }
    target = URL(filePath: path, relativeTo: target.deletingLastPathComponent()).absoluteURL
  }
  throw FileProblem(url, found: Files.message(ELOOP), expected: "a writable file")
}

private func writeInPlace(
  _ url: URL, _ body: (FileWriter) throws(FileProblem) -> Void
) throws(FileProblem) {
  let descriptor = open(url.systemPath, O_WRONLY | O_CLOEXEC)
  let file = FileWriter(url: url, descriptor: descriptor)
  try file.require(descriptor >= 0 ? 0 : errno)
  defer { close(descriptor) }
  try body(file)
}

/// Makes sure that a folder's names have reached the disk, if the system can.
private func synchronize(_ folder: URL) {
  let descriptor = open(folder.systemPath, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return }
  fsync(descriptor)
  close(descriptor)
}
