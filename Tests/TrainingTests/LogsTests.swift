import Foundation
import Testing
import Training

@Suite struct LogsTests {
  @Test func keepTheirOrder() {
    var logs: Logs = ["loss": 0.5, "accuracy": 0.75]
    logs["extra"] = 1
    logs["loss"] = 0.25
    #expect(logs.names == ["loss", "accuracy", "extra"])
    #expect("\(logs)" == "loss 0.25 · accuracy 0.75 · extra 1.0")
    logs["accuracy"] = nil
    #expect(logs.names == ["loss", "extra"])
    logs.merge(["extra": 2, "more": 3])
    #expect(logs == ["loss": 0.25, "extra": 2, "more": 3])
  }

  @Test func comeBackExactly() throws {
    let logs: Logs = ["third": 1.0 / 3, "infinite": -.infinity, "tiny": .leastNonzeroMagnitude]
    let data = try JSONEncoder().encode(logs)
    #expect(try JSONDecoder().decode(Logs.self, from: data) == logs)
    let unknown: Logs = ["unknown": .nan]
    let copy = try JSONDecoder().decode(Logs.self, from: JSONEncoder().encode(unknown))
    #expect(copy["unknown"]?.isNaN == true)
  }
}
