import Files

/// The rows of a CSV file: RFC 4180, "Common format and MIME type for comma-separated values (CSV) files".
///
/// Fields are bytes as they stand there, since they may be names of files. Lines end with LF, CRLF or CR,
/// and empty ones are left out, as is the mark that some programs put before UTF-8.
struct CSVTable {
  struct Row: Equatable {
    /// Where it begins, from 1.
    let line: Int
    let fields: [BytePath]
    /// What is wrong with its quotes, for errors.
    let fault: String?
  }

  private(set) var rows: [Row] = []

  private var line = 1
  private var start = 1
  private var fields: [BytePath] = []
  private var field: [UInt8] = []
  private var quote = Quote.none
  private var fault: String?

  private enum Quote { case none, open, closed }
  private static let (mark, comma, lineFeed, carriageReturn) = (
    UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r")
  )

  init(_ bytes: [UInt8]) {
    var isAfterReturn = false
    for byte in bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...] {
      // The second half of a line's end.
      if isAfterReturn && byte == Self.lineFeed && quote != .open {
        isAfterReturn = false
        continue
      }
      isAfterReturn = byte == Self.carriageReturn
      add(byte)
    }
    if quote == .open { fault = "a quote that does not end" }
    endRow()
  }

  private mutating func add(_ byte: UInt8) {
    switch (quote, byte) {
    case (.open, Self.mark): quote = .closed
    case (.open, _):
      if byte == Self.lineFeed { line += 1 }
      field.append(byte)
    case (.closed, Self.mark):
      // Two quotes within quotes stand for one.
      quote = .open
      field.append(byte)
    case (.none, Self.mark) where field.isEmpty: quote = .open
    case (_, Self.comma): endField()
    case (_, Self.lineFeed), (_, Self.carriageReturn):
      endRow()
      line += 1
      start = line
    case (.closed, _):
      fault = "text behind a quoted field"
      field.append(byte)
    case (.none, _): field.append(byte)
    }
  }

  private mutating func endField() {
    fields.append(BytePath(field))
    field = []
    quote = .none
  }

  private mutating func endRow() {
    let isEmpty = fields.isEmpty && field.isEmpty && quote == .none
    if isEmpty { return }
    endField()
    rows.append(Row(line: start, fields: fields, fault: fault))
    fields = []
    fault = nil
  }
}
