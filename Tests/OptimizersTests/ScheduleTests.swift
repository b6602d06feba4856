import Optimizers
import Tensor
import TestSupport
import Testing

@Suite struct ScheduleTests {
  /// Values by iteration, where `epoch` steps make an epoch.
  private func expect(
    _ schedule: Schedule, by name: String, epoch: Int = 1,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let expected = Fixture("Schedules/\(name)")["values"]
    let found = (0..<expected.count).map {
      schedule(at: Schedule.Progress(iteration: $0, epoch: $0 / epoch))
    }
    expectClose(Tensor(found), expected, name, sourceLocation: sourceLocation)
  }

  @Test func agreeWithKerasAndPyTorch() {
    expect(0.1, by: "constant")
    expect(.exponential(from: 0.1, factor: 0.99), by: "exponential-per-epoch", epoch: 10)
    // A factor of 0.8 in ten iterations.
    expect(.exponential(from: 0.1, factor: 0.977_932_7, per: .iteration), by: "exponential")
    expect(.step(from: 0.1, factor: 0.5, every: 15), by: "step")
    expect(.step(from: 0.1, factor: 0.5, every: 15, .iteration), by: "step", epoch: 7)
    expect(.cosine(from: 0.1, over: 40), by: "cosine")
    expect(.cosine(from: 0.1, to: 0.01, over: 40), by: "cosine-to-a-tenth")
    expect(.linear(from: 0.5, to: 0.9, over: 30), by: "linear-ramp")
    expect(Schedule("own") { 0.1 / (1 + 0.05 * Float($0.iteration)) }, by: "inverse-time")
  }

  @Test func oneAfterTheOther() {
    let schedule = Schedule.sequence(
      .linear(from: 0, to: 1, over: 4, .iteration), for: 4,
      then: .exponential(from: 1, factor: 0.5, per: .iteration))
    let values = (0..<7).map { schedule(at: Schedule.Progress(iteration: $0)) }
    #expect(values == [0, 0.25, 0.5, 0.75, 1, 0.5, 0.25])
  }
}
