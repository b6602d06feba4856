import Files
import Foundation
import Testing

@Suite struct FileProblemTests {
  @Test func saysWhere() {
    let line = FileProblem(path: "t.jsonl", line: 3, found: "b", expected: "a")
    #expect(line.description == "t.jsonl:3: expected a, found b")
    let file = FileProblem(path: "t.jsonl", found: "b", expected: "a")
    #expect(file.description == "t.jsonl: expected a, found b")
  }

  @Test func namesTheFileOfAURLAsItIs() {
    let url = URL(filePath: "/my läufe #1/50%.txt")
    #expect(FileProblem(url, found: "b", expected: "a").path == "/my läufe #1/50%.txt")
    let relative = URL(filePath: "my läufe #1/50%.txt")
    #expect(FileProblem(relative, found: "b", expected: "a").path == "my läufe #1/50%.txt")
  }
}
