import Foundation

/// A file in the address space, whose pages the system reads where they are looked at.
///
/// For large files of numbers that are replaced as a whole: writing under another name and renaming leaves
/// the old contents to whoever has mapped them. A file that somebody else cuts short while it is mapped
/// stops the program at the next look beyond its end.
package final class MappedFile: Sendable {
  /// What errors name.
  package let place: String
  /// The file's bytes, valid as long as this object.
  nonisolated(unsafe) package let bytes: UnsafeRawBufferPointer

  /// Maps a file as it is now, to be read.
  package init(_ url: URL) throws(FileProblem) {
    place = url.shownPath
    let file = try Files.open(url)
    let size = Files.size(of: file.fileDescriptor)
    guard size > 0 else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    let memory = mmap(nil, size, PROT_READ, MAP_PRIVATE, file.fileDescriptor, 0)
    guard let memory, memory != UnsafeMutableRawPointer(bitPattern: -1) else {
      throw FileProblem(
        path: place, found: Files.message(errno), expected: "a file that can be mapped")
    }
    bytes = UnsafeRawBufferPointer(start: memory, count: size)
  }

  deinit {
    if let memory = bytes.baseAddress {
      munmap(UnsafeMutableRawPointer(mutating: memory), bytes.count)
    }
  }

  /// What is wrong with the file.
  package func problem(found: String, expected: String) -> FileProblem {
    FileProblem(path: place, found: found, expected: expected)
  }
}
