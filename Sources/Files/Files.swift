import Basics
import Foundation

/// Reading and writing whole files and folders, with errors that say which one and why.
package enum Files {
  package static func exists(_ url: URL) -> Bool { mode(of: url) != nil }

  package static func isFolder(_ url: URL) -> Bool { mode(of: url).map { $0 & S_IFMT } == S_IFDIR }

  /// The kind and the permissions of what is there, a link followed; nil if there is nothing.
  static func mode(of url: URL) -> mode_t? {
    var status = stat()
    return stat(url.systemPath, &status) == 0 ? status.st_mode : nil
  }

  /// All bytes of a file.
  package static func read(_ url: URL) throws(FileProblem) -> [UInt8] {
    try read(BytePath(of: url), place: url.shownPath)
  }

  /// A file to read from; a folder is not one.
  package static func open(_ url: URL) throws(FileProblem) -> FileHandle {
    let kind = mode(of: url).map { $0 & S_IFMT } ?? S_IFREG
    // Whoever opens a pipe that nobody writes to waits for ever.
    guard kind == S_IFREG else {
      throw FileProblem(
        url, found: kind == S_IFDIR ? "a folder" : "a pipe or a device", expected: "a file")
    }
    do {
      return try FileHandle(forReadingFrom: url)
    } catch {
      throw FileProblem(url, found: reason(error), expected: "a readable file")
    }
  }

  /// Writes all of a file or nothing, as ``writeAtomically(to:_:)`` does.
  package static func write(_ bytes: [UInt8], to url: URL) throws(FileProblem) {
    try writeAtomically(to: url) { file throws(FileProblem) in try file.write(bytes) }
  }

  /// Checks that a file could be written, before what is to be in it takes hours to make.
  ///
  /// - Throws: ``FileProblem`` if it could not; nothing is changed.
  package static func requireWritable(_ url: URL) throws(FileProblem) {
    if isFolder(url) || url.hasDirectoryPath {
      throw FileProblem(url, found: "a folder", expected: "a writable file")
    }
    try TemporaryFile(beside: linkTarget(of: url), for: url, permissions: nil).remove()
  }

  /// Makes a folder and those above it, unless they are there.
  package static func makeFolder(_ url: URL) throws(FileProblem) {
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw FileProblem(url, found: reason(error), expected: "a folder, there or to be made")
    }
  }

  /// Moves a finished file to its place, over whatever file is there.
  package static func move(_ url: URL, to target: URL) throws(FileProblem) {
    guard rename(url.systemPath, target.systemPath) == 0 else {
      throw FileProblem(target, found: message(errno), expected: "a writable file")
    }
  }

  /// The beginning of a name and a hash of all of it, for the names of files beside one whose own may be
  /// as long as the system allows.
  package static func shortened(_ name: String) -> String {
    var hash = DamageCheck()
    Array(name.utf8).withUnsafeBytes { hash.add($0) }
    var start = name
    while start.utf8.count > 60 { start.removeLast() }
    return "\(start).\(String(hash.value, radix: 36))"
  }

  /// Bytes; 0 if there is no such file.
  package static func size(_ url: URL) -> Int {
    var status = stat()
    return stat(url.systemPath, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Removes what is there, if it is and can be.
  package static func remove(_ url: URL) { try? FileManager.default.removeItem(at: url) }

  /// The names of the files and folders in `folder`, in no particular order.
  package static func names(in folder: URL) throws(FileProblem) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder.systemPath)
    } catch {
      throw FileProblem(folder, found: reason(error), expected: "a readable folder")
    }
  }

  /// The system's words for an error, without the path that Foundation puts around them.
  package static func reason(_ error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
    for candidate in [underlying, error] {
      if let code = (candidate as? POSIXError)?.code { return message(code.rawValue) }
      if let candidate = candidate as NSError?, candidate.domain == NSPOSIXErrorDomain {
        return message(Int32(candidate.code))
      }
    }
    return error.localizedDescription
  }

  /// The system's words for the code that a failing call left in `errno`.
  package static func message(_ code: Int32) -> String { String(cString: strerror(code)) }
}
