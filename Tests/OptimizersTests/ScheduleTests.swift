import Optimizers
import Tensor
import TestSupport
import Testing

@Suite struct ScheduleTests {
  /// Values by iteration.
  private func expect(
    _ schedule: Schedule, by name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let expected = Fixture("Schedules/\(name)")["values"]
    let found = (0..<expected.count).map { schedule(at: $0) }
    expectClose(Tensor(found), expected, name, sourceLocation: sourceLocation)
  }

  @Test func agreeWithKerasAndPyTorch() {
    expect(0.1, by: "constant")
    // Epochs of ten iterations.
    expect(
      .exponential(from: 0.1, factor: 0.99, every: 10).stepwise(every: 10),
      by: "exponential-per-epoch")
    expect(.exponential(from: 0.1, factor: 0.8, every: 10), by: "exponential")
    expect(.step(from: 0.1, factor: 0.5, every: 15), by: "step")
    expect(.cosine(from: 0.1, over: 40), by: "cosine")
    expect(.cosine(from: 0.1, to: 0.01, over: 40), by: "cosine-to-a-tenth")
    expect(.linear(from: 0.5, to: 0.9, over: 30), by: "linear-ramp")
    expect(Schedule("own") { 0.1 / (1 + 0.05 * Float($0)) }, by: "inverse-time")
  }

  @Test func oneAfterTheOther() {
    let schedule = Schedule.sequence(
      .linear(from: 0, to: 1, over: 4), for: 4, then: .exponential(from: 1, factor: 0.5))
    #expect((0..<7).map { schedule(at: $0) } == [0, 0.25, 0.5, 0.75, 1, 0.5, 0.25])
  }

  @Test func aStaircaseMovesWithTheEpochAlone() {
    let schedule = Schedule.linear(from: 0, to: 6, over: 6).stepwise(every: 3)
    #expect((0..<8).map { schedule(at: $0) } == [0, 0, 0, 3, 3, 3, 6, 6])
    #expect(schedule.name == "linear(0.0, 6.0, 6), every 3")
  }

  @Test func warmsUpThenFalls() {
    let schedule = Schedule.warmUpThenCosine(to: 0.01, over: 200)
    expectClose(schedule(at: 0), 0.001)
    expectClose(schedule(at: 15), 0.0055)
    expectClose(schedule(at: 30), 0.01)
    expectClose(schedule(at: 115), (0.01 + 0.00005) / 2)
    expectClose(schedule(at: 200), 0.00005)
    expectClose(schedule(at: 1000), 0.00005)
    #expect(Schedule.warmUpThenCosine(to: 1, over: 1)(at: 0) == 0.1)
  }

  @Test func stopsAtNoLength() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Schedule.exponential(from: 1, factor: 0.5, every: 0)
    }
    #expect(
      message(of: result).contains("Schedule.exponential: expected a positive length, got 0"))
  }
}
