import Autograd
import Testing

@testable import Training

@Suite struct CallbackRecordTests {
  private struct Counter: Callback { var state = 0 }

  @Test func aKindWithoutAStateHasNone() throws {
    let record = try CallbackRecord(TerminateOnNaN())
    #expect(record.type == "TerminateOnNaN" && record.state == nil)
  }

  @Test func aStateThatIsEmptyIsOne() throws {
    #expect(try CallbackRecord(Counter()).state == "0")
    #expect(try CallbackRecord(EarlyStopping(monitor: .loss)).state?.contains("wait") == true)
  }

  @Test func itIsPutBack() throws {
    var callback: any Callback = Counter()
    try callback.restore("7", ParameterValues(paths: [], tensors: []))
    #expect((callback as? Counter)?.state == 7)
    #expect(throws: DecodingError.self) {
      try callback.restore("{}", ParameterValues(paths: [], tensors: []))
    }
  }
}
