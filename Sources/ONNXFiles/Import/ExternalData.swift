import Files
import Foundation

/// Where a file beside the model's holds the scalars of a tensor.
struct ExternalData {
  private let location: String
  private let offset: Int
  private let length: Int

  /// - Parameter count: How many bytes there must be.
  init(_ entries: [ONNXStringStringEntryProto], count: Int) throws {
    let entries = Dictionary(entries.map { ($0.key, $0.value) }) { first, _ in first }
    location = entries["location"] ?? ""
    // Nothing but a name below the model's folder, so that no file can ask for another one's contents.
    // By bytes: a slash and an accent behind it are one character, which is no slash.
    let names = location.utf8.split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false
    ).map { String(Substring($0)) }
    guard !location.isEmpty, !location.utf8.contains(0),
      names.allSatisfy({ !["", ".", ".."].contains($0) })
    else {
      throw GraphProblem(
        expected: "external data in a file within the model's folder", found: "\"\(location)\"")
    }
    func number(_ key: String, or missing: Int) throws -> Int {
      guard let text = entries[key] else { return missing }
      guard let number = Int(text), number >= 0 else {
        throw GraphProblem(expected: "\(key) of external data in bytes", found: "\"\(text)\"")
      }
      return number
    }
    offset = try number("offset", or: 0)
    length = try number("length", or: count)
    guard length == count else {
      throw GraphProblem(expected: "\(count) bytes of external data", found: "\(length)")
    }
  }

  /// The bytes.
  func read(in folder: URL) throws -> Data {
    let file = folder.appending(path: location)
    // A link could lead out of the folder.
    let root = folder.resolvingSymlinksInPath().pathComponents
    guard file.resolvingSymlinksInPath().pathComponents.starts(with: root) else {
      throw GraphProblem(
        expected: "external data in a file within the model's folder",
        found: "\"\(location)\", which leads out of it")
    }
    do {
      let descriptor = try Files.open(BytePath(of: file), place: location)
      defer { close(descriptor) }
      let size = Files.size(of: descriptor)
      guard offset <= size, length <= size - offset else {
        throw GraphProblem(
          expected: "\(length) bytes from \(offset) in \(location)", found: "\(size) bytes in all")
      }
      return Data(try Files.read(descriptor, length, at: offset, place: location))
    } catch let problem as FileProblem {
      throw GraphProblem(expected: problem.expected, found: "\(problem.found), \(location)")
    }
  }
}
