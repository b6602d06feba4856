import Foundation
import Hummingbird

/// Follows a training: gives as text of server-sent events what is new in its folder.
struct TrainingEvents {
  let folder: TrainingFolder
  /// The rows that the client has.
  private var known: [TrainingRow] = []
  /// The number of rows that it says it has from an earlier connection.
  private var claimed: Int
  private var logVersion: FileVersion?
  private var tasksVersion: FileVersion?

  /// - Parameter lastID: What the client got last from an earlier connection: rows from 1 on, 0 for none.
  init(_ folder: TrainingFolder, lastID: Int) {
    self.folder = folder
    claimed = lastID
  }

  /// The events since the last call; empty if there are none.
  mutating func next() throws -> String {
    var text = ""
    let log = FileVersion(of: folder.log)
    if log != logVersion {
      logVersion = log
      text += try rows()
    }
    let tasks = FileVersion(of: folder.tasks)
    if tasks != tasksVersion {
      tasksVersion = tasks
      if let tasks { text += try Self.event("tasks", ["version": "\(tasks)"]) }
    }
    return text
  }

  private mutating func rows() throws -> String {
    let rows = folder.rows() ?? []
    var text = ""
    var start = known.count
    if rows.count < known.count || Array(rows.prefix(known.count)) != known {
      // Another training writes here now, or this one goes on from an earlier point.
      text += "event: restart\ndata: {}\n\n"
      start = 0
    } else if known.isEmpty, claimed > 0 {
      start = claimed <= rows.count ? claimed : 0
      if start == 0 { text += "event: restart\ndata: {}\n\n" }
    }
    claimed = 0
    for place in start..<max(start, rows.count) {
      text += try "id: \(place + 1)\n" + Self.event("row", rows[place])
    }
    known = rows
    return text
  }

  private static func event(_ name: String, _ data: some Encodable) throws -> String {
    let json = String(decoding: try JSONEncoder.service.encode(data), as: UTF8.self)
    return "event: \(name)\ndata: \(json)\n\n"
  }
}
