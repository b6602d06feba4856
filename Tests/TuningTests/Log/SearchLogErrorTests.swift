import Files
import Testing

@testable import Tuning

@Suite struct SearchLogErrorTests {
  @Test func saysWhere() {
    let line = FileProblem(path: "t.jsonl", line: 3, found: "b", expected: "a")
    #expect(line.description == "t.jsonl:3: expected a, found b")
    let file = FileProblem(path: "t.jsonl", line: nil, found: "b", expected: "a")
    #expect(file.description == "t.jsonl: expected a, found b")
  }
}
