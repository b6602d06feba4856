import Foundation

/// Files whose names are bytes; the place is what errors call them.
extension Files {
  package enum Kind: Sendable { case file, folder, other }

  /// What tells a folder from all others, whatever the way to it.
  package struct Identity: Sendable, Hashable {
    let device: UInt64
    let number: UInt64
  }

  /// What is there, a link followed; nil if there is nothing or nobody may look.
  package static func status(of path: BytePath) -> (kind: Kind, identity: Identity)? {
    var status = stat()
    guard !path.bytes.contains(0), withSystemPath(path, { stat($0, &status) }) == 0 else {
      return nil
    }
    let kind: Kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      default: .other
      }
    let identity = Identity(
      device: UInt64(truncatingIfNeeded: status.st_dev),
      number: UInt64(truncatingIfNeeded: status.st_ino))
    return (kind, identity)
  }

  /// The names of the files and folders in a folder, in no particular order.
  package static func names(
    in folder: BytePath, place: String
  ) throws(FileProblem) -> [BytePath] {
    func problem(_ code: Int32) -> FileProblem {
      FileProblem(path: place, found: message(code), expected: "a readable folder")
    }
    guard let stream = withSystemPath(folder, { opendir($0) }) else { throw problem(errno) }
    defer { closedir(stream) }
    var names: [BytePath] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw problem(errno) }
        return names
      }
      let name = BytePath(nameBytes(of: entry))
      if name != "." && name != ".." { names.append(name) }
    }
  }

  private static func nameBytes(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
    let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
    let start = UnsafeRawPointer(entry) + offset
    let length = strlen(start.assumingMemoryBound(to: CChar.self))
    return Array(UnsafeRawBufferPointer(start: start, count: length))
  }

  /// The bytes of a file, or the first of them.
  package static func read(
    _ path: BytePath, upTo limit: Int = .max, place: String
  ) throws(FileProblem) -> [UInt8] {
    let descriptor = try open(path, place: place)
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    // One more than there should be, to see the end; a pipe or a growing file has no size of its own.
    var room = min(limit, size(of: descriptor) + 1)
    while true {
      let wanted = min(room, limit - bytes.count)
      let block = try read(descriptor, wanted, place: place)
      bytes = bytes.isEmpty ? block : bytes + block
      if block.count < wanted || bytes.count == limit { return bytes }
      room = 1 << 16
    }
  }

  /// A file open for reading; a folder is none.
  package static func open(_ path: BytePath, place: String) throws(FileProblem) -> Int32 {
    let descriptor = withSystemPath(path) { Foundation.open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else {
      throw FileProblem(path: place, found: message(errno), expected: "a readable file")
    }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      close(descriptor)
      throw FileProblem(path: place, found: "a folder", expected: "a file")
    }
    return descriptor
  }

  /// The next bytes of an open file, as many as asked for unless it ends before.
  package static func read(
    _ descriptor: Int32, _ count: Int, at offset: Int? = nil, place: String
  ) throws(FileProblem) -> [UInt8] {
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { target, done in
      while done < count {
        let (start, rest) = (target.baseAddress! + done, min(count - done, 1 << 30))
        let size =
          if let offset {
            pread(descriptor, start, rest, off_t(offset + done))
          } else {
            Foundation.read(descriptor, start, rest)
          }
        if size == 0 { return }
        if size > 0 {
          done += size
        } else if errno != EINTR {
          code = errno
          return
        }
      }
    }
    guard code == 0 else {
      throw FileProblem(path: place, found: message(code), expected: "a readable file")
    }
    return bytes
  }

  /// Bytes; 0 if that cannot be told.
  package static func size(of descriptor: Int32) -> Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? max(0, Int(status.st_size)) : 0
  }

  private static func withSystemPath<Result>(
    _ path: BytePath, _ body: (UnsafePointer<CChar>) -> Result
  ) -> Result {
    (path.bytes + [0]).withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { body($0.baseAddress!) }
    }
  }
}
