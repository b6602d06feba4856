import Foundation
import Testing
import Training

@Suite struct LogsTests {
  private let accuracy = Metric("accuracy", .maximize)
  private let extra = Metric("extra", .minimize)

  @Test func keepTheirOrder() {
    var logs: Logs = [.loss: 0.5, accuracy: 0.75]
    logs[extra] = 1
    logs[.loss] = 0.25
    #expect(logs.metrics == [.loss, accuracy, extra])
    #expect("\(logs)" == "loss 0.25 · accuracy 0.75 · extra 1.0")
    logs[accuracy] = nil
    #expect(logs.metrics == [.loss, extra])
    let more = Metric("more", .maximize)
    logs.merge([extra: 2, more: 3])
    #expect(logs == [.loss: 0.25, extra: 2, more: 3])
  }

  @Test func comeBackExactly() throws {
    let logs: Logs = [
      .loss: 1.0 / 3, accuracy: -.infinity, extra: .leastNonzeroMagnitude,
    ]
    let data = try JSONEncoder().encode(logs)
    #expect(try JSONDecoder().decode(Logs.self, from: data) == logs)
    let unknown: Logs = [.loss: .nan]
    let copy = try JSONDecoder().decode(Logs.self, from: JSONEncoder().encode(unknown))
    #expect(copy[.loss]?.isNaN == true)
  }
}
