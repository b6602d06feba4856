import Files
import Foundation
import Testing

@testable import DatasetFiles

@Suite struct CSVTableTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../Fixtures/Lists").standardized

  private func table(_ text: String) -> CSVTable { CSVTable(Array(text.utf8)) }

  @Test(arguments: [
    "plain", "crlf", "returns", "blank-lines", "quotes", "empty-fields", "other-columns",
  ])
  func rowsAreThoseOfPython(name: String) throws {
    let judge = try Files.read(Self.folder.appending(path: "lists.json"))
    let rows = try JSONDecoder().decode([String: [[String]]].self, from: Data(judge))[name]
    let table = CSVTable(try Files.read(Self.folder.appending(path: "\(name).csv")))
    #expect(table.rows.map { $0.fields.map(\.description) } == rows)
    #expect(table.rows.allSatisfy { $0.fault == nil })
  }

  @Test func linesAreCountedThroughQuotes() {
    #expect(table("a\r\n\r\n\"b\r\nc\",d\re\n\nf").rows.map(\.line) == [1, 3, 5, 7])
  }

  @Test func aMarkBeforeTheTextIsLeftOut() {
    #expect(table("\u{FEFF}a,b").rows.map(\.fields) == [["a", "b"]])
    #expect(table("\u{FEFF}").rows.isEmpty && table("").rows.isEmpty)
  }

  @Test func bytesStayAsTheyAre() {
    #expect(
      CSVTable([0xE9, 0x2C, 0x22, 0xFF, 0x22]).rows[0].fields == [
        BytePath([0xE9]), BytePath([0xFF]),
      ])
  }

  @Test func faultsOfQuotesAreOfTheirRow() {
    let rows = table("a,\"b\"c\nd,e\nf,\"g\n,").rows
    #expect(
      rows.map(\.fault) == ["text behind a quoted field", nil, "a quote that does not end"])
    #expect(rows.map(\.line) == [1, 2, 3] && rows[2].fields == ["f", "g\n,"])
  }
}
