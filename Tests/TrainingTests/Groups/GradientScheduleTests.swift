import Testing

@testable import Training

@Suite struct GradientScheduleTests {
  private let counts = [10, 600_000, 600_000, 3_000_000, 5, 7]

  /// Small tensors travel together, a large one alone.
  @Test func bucketsAreWorthAMessage() {
    let schedule = GradientSchedule(order: [3, 2, 1, 0], present: [0, 1, 2, 3, 5], counts: counts)
    #expect(schedule.buckets == [[3], [2], [1, 0, 5]])
    #expect((0..<6).map(schedule.contains) == [true, true, true, true, false, true])
    let small = GradientSchedule(order: [4, 5], present: [4, 5], counts: counts)
    #expect(small.buckets == [[4, 5]])
    let full = [1 << 19, 1 << 19, 1]
    #expect(
      GradientSchedule(order: [0, 1, 2], present: [0, 1, 2], counts: full).buckets == [
        [0, 1], [2],
      ])
    #expect(GradientSchedule(order: [], present: [], counts: counts).buckets.isEmpty)
  }

  @Test func theNextStepHasWhatThisOneHad() {
    var schedule = GradientSchedule(order: [3, 0], present: [0, 3], counts: counts)
    schedule.follow([0, 2], counts)
    #expect(schedule.buckets == [[0, 2]], "3 is frozen, 2 is new")
    #expect(!schedule.contains(3))
    schedule.follow([0, 2, 3], counts)
    #expect(schedule.buckets == [[3], [0, 2]], "the old order, and then what came later")
    schedule.follow([], counts)
    #expect(schedule.buckets.isEmpty)
  }
}
