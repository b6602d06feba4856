import TestSupport
import Testing

@testable import Datasets

@Suite struct TaskSetTests {
  private let tasks = [
    OneShotTask(support: [[0], [3]], queries: [1], answers: [0]),
    OneShotTask(support: [[6], [9]], queries: [11, 7], answers: [1, 0]),
    OneShotTask(support: [[12], [15]], queries: [17], answers: [1]),
  ]

  @Test func tasksComeInTheirOrder() {
    let set = TaskSet(dataset: sampleDataset(), tasks: tasks)
    #expect(set.count == 3 && !set.isEmpty)
    #expect(set[1] == tasks[1] && set.tasks == tasks)
  }

  @Test func aPrefixHasTheSameImages() {
    let set = TaskSet(dataset: sampleDataset(), tasks: tasks)
    #expect(set.prefix(2).tasks == Array(tasks.prefix(2)))
    #expect(set.prefix(2).dataset.pixels == set.dataset.pixels)
    #expect(set.prefix(9).count == 3 && set.prefix(0).isEmpty)
  }

  @Test func anImageThatIsNotThereStops() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TaskSet(
        dataset: sampleDataset(),
        tasks: [OneShotTask(support: [[0], [3]], queries: [18], answers: [0])])
    }
    #expect(message(of: result).contains("ImageDataset sample: no image 18, it has 18"))
  }
}
