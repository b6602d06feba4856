import Testing

@testable import Basics

@Suite struct RequireTests {
  @Test func stopsWithTheMessage() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      require(1 > 2, "expected more, got 1")
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("expected more, got 1"))
  }

  @Test func makesNoMessageWhereAllIsWell() {
    func message() -> String {
      Issue.record("the message was made")
      return ""
    }
    require(2 > 1, message())
  }
}
