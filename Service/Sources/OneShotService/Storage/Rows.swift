import Foundation
import GRDB
import OneShot
import ServiceRequests

/// What the tables hold, read and written.
enum Rows {
  /// An example with all that is stored of it.
  struct Example: Sendable {
    var label: String
    var created: Date
    var picture: Picture?
    /// `[1, embeddingSize]`.
    var embedding: Tensor
  }

  /// Adds an example to a class of a recogniser, which is made with it if need be.
  ///
  /// - Returns: Its number.
  /// - Throws: ``Problem`` if the recogniser is gone.
  static func add(
    _ example: Example, to recognizer: Int64, in database: Database
  ) throws -> Int64 {
    try database.cachedStatement(
      sql: """
        INSERT INTO classes (recognizer, label)
        SELECT id, ? FROM recognizers WHERE id = ? ON CONFLICT DO NOTHING
        """
    ).execute(arguments: [example.label, recognizer])
    try database.cachedStatement(
      sql: """
        INSERT INTO examples (class, created, type, picture, embedding)
        SELECT id, ?, ?, ?, ? FROM classes WHERE recognizer = ? AND label = ?
        """
    ).execute(arguments: [
      Int64(example.created.timeIntervalSince1970), example.picture?.kind.rawValue,
      example.picture.map { Data($0.bytes) }, example.embedding.data, recognizer, example.label,
    ])
    guard database.changesCount == 1 else { throw gone }
    return database.lastInsertedRowID
  }

  /// Takes out a class with its examples.
  ///
  /// - Throws: ``Problem`` if it is not there.
  static func remove(
    _ label: Label, from recognizer: Int64, in database: Database
  ) throws {
    try database.execute(
      sql: "DELETE FROM classes WHERE recognizer = ? AND label = ?",
      arguments: [recognizer, label.text])
    guard database.changesCount == 1 else { throw unknown(label) }
  }

  /// Takes out an example, and with its last one the class.
  ///
  /// - Throws: ``Problem`` if it is not there.
  static func remove(
    _ id: Int64, of label: Label, from recognizer: Int64, in database: Database
  ) throws {
    try database.execute(
      sql: """
        DELETE FROM examples WHERE id = ?
        AND class = (SELECT id FROM classes WHERE recognizer = ? AND label = ?)
        """, arguments: [id, recognizer, label.text])
    guard database.changesCount == 1 else { throw unknown(label, id) }
    try database.execute(
      sql: """
        DELETE FROM classes WHERE recognizer = ? AND label = ?
        AND NOT EXISTS (SELECT 1 FROM examples WHERE class = classes.id)
        """, arguments: [recognizer, label.text])
  }

  /// The picture of an example.
  ///
  /// - Throws: ``Problem`` if there is no such example, or it came without a picture.
  static func picture(
    _ id: Int64, of label: Label, in recognizer: Int64, _ database: Database
  ) throws -> Picture {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT picture FROM examples JOIN classes ON classes.id = class
        WHERE examples.id = ? AND recognizer = ? AND label = ?
        """, arguments: [id, recognizer, label.text])
    guard let row else { throw unknown(label, id) }
    guard let data = row[0] as Data? else {
      throw Problem.notFound("This example came without its picture.")
    }
    return try Picture(bytes: [UInt8](data))
  }

  /// The examples of a recogniser, class by class, in the order of their enrollment.
  static func examples(
    of recognizer: Int64, pictures: Bool, in database: Database
  ) throws -> [(id: Int64, example: Example)] {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT examples.id, label, created, embedding\(pictures ? ", picture" : "")
        FROM examples JOIN classes ON classes.id = class
        WHERE recognizer = ? ORDER BY classes.id, examples.id
        """, arguments: [recognizer])
    var examples: [(id: Int64, example: Example)] = []
    while let row = try rows.next() {
      let picture = pictures ? row[4] as Data? : nil
      let example = Example(
        label: row[1], created: Date(timeIntervalSince1970: TimeInterval(row[2] as Int64)),
        picture: try picture.map { try Picture(bytes: [UInt8]($0)) },
        embedding: Tensor(data: row[3]))
      examples.append((row[0], example))
    }
    return examples
  }

  static let gone = Problem(
    .conflict, "The recogniser was deleted or replaced meanwhile.")

  static func unknown(_ label: Label) -> Problem {
    .notFound("No class has this label.", found: label.text)
  }

  static func unknown(_ label: Label, _ id: Int64) -> Problem {
    .notFound("No example of this class has this number.", found: "\(label.text), \(id)")
  }
}

extension Tensor {
  /// The scalars as they stand in the database: four bytes each, the lowest first.
  var data: Data {
    var data = Data(capacity: 4 * count)
    for scalar in scalars {
      withUnsafeBytes(of: scalar.bitPattern.littleEndian) { data.append(contentsOf: $0) }
    }
    return data
  }

  /// A row `[1, n]` as it stands in the database.
  init(data: Data) {
    let scalars = data.withUnsafeBytes { bytes in
      (0..<bytes.count / 4).map { place in
        Float(
          bitPattern: UInt32(
            littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * place, as: UInt32.self)))
      }
    }
    self.init(scalars, shape: [1, scalars.count])
  }
}
