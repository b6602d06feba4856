import TestSupport
import Testing

@testable import OneShot

@Suite struct ImageClassesTests {
  @Test func theClassOfEachImage() {
    let classes = ImageClasses(numberedImages(groups: [2, 1], drawers: 2))
    #expect((0..<6).map { classes[$0] } == [0, 0, 1, 1, 2, 2])
    #expect((0..<3).map(classes.name) == ["group0/class0", "group0/class1", "group1/class0"])
  }

  @Test func anImageOfNoClass() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let whole = numberedImages(groups: [2], drawers: 2)
      let nameless = ImageDataset(
        name: "nameless", height: 2, width: 2, groups: [], classes: [], pixels: whole.pixels)
      let task = OneShotTask(support: [[0], [2]], queries: [1], answers: [0])
      let tasks = TaskSet(dataset: nameless, tasks: [task])
      _ = Evaluation(of: LabelScorer.perfect, on: tasks).byGroup
    }
    #expect(message(of: result).contains("nameless: image 1 is of none of its classes"))
  }
}
