import Foundation

/// Writes a file under a temporary name in the same folder, makes sure that it has reached the disk
/// and gives it its name: whoever reads `url` finds the old file or the whole new one.
package func writeAtomically(to url: URL, _ write: (FileHandle) throws -> Void) throws {
  let folder = url.deletingLastPathComponent()
  let temporary = folder.appending(path: ".\(url.lastPathComponent).\(UUID().uuidString)")
  let descriptor = open(temporary.path(percentEncoded: false), O_WRONLY | O_CREAT | O_EXCL, 0o666)
  guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
  let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  do {
    try write(file)
    try file.synchronize()
    try file.close()
    let (source, target) = (
      temporary.path(percentEncoded: false), url.path(percentEncoded: false)
    )
    guard rename(source, target) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    synchronize(folder)
  } catch {
    try? FileManager.default.removeItem(at: temporary)
    throw error
  }
}

/// Makes sure that a folder's names have reached the disk, where the system can.
private func synchronize(_ folder: URL) {
  let descriptor = open(folder.path(percentEncoded: false), O_RDONLY)
  guard descriptor >= 0 else { return }
  fsync(descriptor)
  close(descriptor)
}
