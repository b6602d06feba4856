import Testing

@testable import Tuning

@Suite struct SearchLogErrorTests {
  @Test func saysWhere() {
    let line = SearchLogError(path: "t.jsonl", line: 3, found: "b", expected: "a")
    #expect(line.description == "t.jsonl:3: expected a, found b")
    let file = SearchLogError(path: "t.jsonl", line: nil, found: "b", expected: "a")
    #expect(file.description == "t.jsonl: expected a, found b")
  }
}
