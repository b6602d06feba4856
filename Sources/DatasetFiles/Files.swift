import Foundation

/// Reading and writing whole files, with errors that say which file and why.
enum Files {
  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  static func read(_ path: String) throws(FileError) -> [UInt8] {
    let handle = try open(path)
    do {
      return [UInt8](try handle.readToEnd() ?? Data())
    } catch {
      throw FileError(path: path, reason: "cannot be read: \(reason(error))")
    }
  }

  /// A file to read from; a folder is no file.
  static func open(_ path: String) throws(FileError) -> FileHandle {
    guard !isFolder(path) else {
      throw FileError(path: path, reason: "is a folder, expected a file")
    }
    do {
      return try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    } catch {
      throw FileError(path: path, reason: "cannot be read: \(reason(error))")
    }
  }

  /// Writes under a temporary name and renames, so that no reader sees half a file.
  static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw FileError(path: path, reason: "cannot be written: \(reason(error))")
    }
  }

  static func makeFolder(_ path: String) throws(FileError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw FileError(path: path, reason: "cannot be created: \(reason(error))")
    }
  }

  /// Moves a finished file to its place, over whatever is there.
  static func move(_ path: String, to target: String) throws(FileError) {
    guard rename(path, target) == 0 else {
      throw FileError(path: target, reason: "cannot be written: \(systemMessage)")
    }
  }

  /// Bytes; 0 where there is no such file.
  static func size(_ path: String) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.size] as? Int ?? 0
  }

  /// Why the last call of the system failed.
  static var systemMessage: String { message(errno) }

  static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

  /// The names of the files and folders in `folder`, in no particular order.
  static func names(in folder: String) throws(FileError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw FileError(path: folder, reason: "cannot be read: \(reason(error))")
    }
  }

  /// The path without links on the way.
  static func resolved(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().path(percentEncoded: false)
  }

  /// The paths of everything below `folder`, relative to it, in no particular order.
  static func list(_ folder: String) throws(FileError) -> [String] {
    do {
      return try FileManager.default.subpathsOfDirectory(atPath: resolved(folder))
    } catch {
      throw FileError(path: folder, reason: "cannot be read: \(reason(error))")
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

  private static func message(_ code: Int32) -> String { String(cString: strerror(code)) }
}
