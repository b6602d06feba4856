import Testing

@testable import Datasets

@Suite struct OneShotTaskTests {
  @Test func waysAndShotsAreThoseOfTheSupport() {
    let task = OneShotTask(
      support: [[1, 2], [3, 4], [5, 6]], queries: [7, 8], answers: [2, 0])
    #expect(task.ways == 3 && task.shots == 2)
    #expect(task.images == [1, 2, 3, 4, 5, 6, 7, 8])
  }

  @Test func whatDoesNotFitStops() async {
    await #expect(processExitsWith: .failure) {
      _ = OneShotTask(support: [[1], [2, 3]], queries: [4], answers: [0])
    }
    await #expect(processExitsWith: .failure) {
      _ = OneShotTask(support: [[1], [2]], queries: [4], answers: [2])
    }
    await #expect(processExitsWith: .failure) {
      _ = OneShotTask(support: [[1], [2]], queries: [4, 5], answers: [1])
    }
  }
}
