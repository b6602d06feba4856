import Files
import Foundation

/// Reading and writing whole files, with errors that say which file and why.
enum Files {
  static func exists(_ url: URL) -> Bool {
    FileManager.default.fileExists(atPath: url.path(percentEncoded: false))
  }

  static func isFolder(_ url: URL) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(
      atPath: url.path(percentEncoded: false), isDirectory: &isFolder) && isFolder.boolValue
  }

  static func read(_ url: URL) throws(FileProblem) -> [UInt8] {
    let handle = try open(url)
    do {
      let data = try handle.readToEnd() ?? Data()
      // By one copy: in a debug build an array's own initializer copies byte by byte.
      return [UInt8](unsafeUninitializedCapacity: data.count) { bytes, count in
        count = data.copyBytes(to: bytes)
      }
    } catch {
      throw problem(url, reason(error), expected: "a readable file")
    }
  }

  /// A file to read from; a folder is no file.
  static func open(_ url: URL) throws(FileProblem) -> FileHandle {
    guard !isFolder(url) else { throw problem(url, "a folder", expected: "a file") }
    do {
      return try FileHandle(forReadingFrom: url)
    } catch {
      throw problem(url, reason(error), expected: "a readable file")
    }
  }

  /// Writes under a temporary name and renames, so that no reader sees half a file.
  static func write(_ bytes: [UInt8], to url: URL) throws(FileProblem) {
    do {
      try Data(bytes).write(to: url, options: .atomic)
    } catch {
      throw problem(url, reason(error), expected: "a writable file")
    }
  }

  static func makeFolder(_ url: URL) throws(FileProblem) {
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw problem(url, reason(error), expected: "a folder, there or to be made")
    }
  }

  /// Moves a finished file to its place, over whatever is there.
  static func move(_ url: URL, to target: URL) throws(FileProblem) {
    guard rename(url.path(percentEncoded: false), target.path(percentEncoded: false)) == 0 else {
      throw problem(target, message(errno), expected: "a writable file")
    }
  }

  /// Bytes; 0 where there is no such file.
  static func size(_ url: URL) -> Int {
    let path = url.path(percentEncoded: false)
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.size] as? Int ?? 0
  }

  static func remove(_ url: URL) { try? FileManager.default.removeItem(at: url) }

  /// The names of the files and folders in `folder`, in no particular order.
  static func names(in folder: URL) throws(FileProblem) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(
        atPath: folder.path(percentEncoded: false))
    } catch {
      throw problem(folder, reason(error), expected: "a readable folder")
    }
  }

  /// The same place without links on the way.
  static func resolved(_ url: URL) -> URL { url.resolvingSymlinksInPath() }

  /// The paths of everything below `folder`, relative to it, in no particular order.
  static func list(_ folder: URL) throws(FileProblem) -> [String] {
    do {
      return try FileManager.default.subpathsOfDirectory(
        atPath: resolved(folder).path(percentEncoded: false))
    } catch {
      throw problem(folder, reason(error), expected: "a readable folder")
    }
  }

  /// The system's words for an error, without the path that Foundation puts around them.
  static func reason(_ error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
    for candidate in [underlying, error] {
      if let code = (candidate as? POSIXError)?.code { return message(code.rawValue) }
      if let candidate = candidate as NSError?, candidate.domain == NSPOSIXErrorDomain {
        return message(Int32(candidate.code))
      }
    }
    return error.localizedDescription
  }

  static func message(_ code: Int32) -> String { String(cString: strerror(code)) }

  private static func problem(_ url: URL, _ found: String, expected: String) -> FileProblem {
    FileProblem(path: url.relativePath, found: found, expected: expected)
  }
}
