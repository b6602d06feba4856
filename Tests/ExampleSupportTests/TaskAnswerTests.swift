import ExampleSupport
import Foundation
import OneShot
import Testing

@Suite struct TaskAnswerTests {
  /// Likes the darker image, whatever the query.
  private struct Darkness: PairScorer {
    let name = "darkness"
    func embed(_ images: Tensor) -> Tensor { images.flattened().sum(axes: [1]) }
    func scores(of a: Tensor, with b: Tensor) -> Tensor {
      Tensor(a.scalars.flatMap { _ in b.scalars }, shape: [a.count, b.count])
    }
  }

  @Test func linesForPeopleAndJSON() throws {
    let dataset = ImageDataset(
      name: "two", height: 1, width: 1, groups: ["all"],
      classes: [
        .init(name: "light", group: 0, images: [0, 1]),
        .init(name: "dark", group: 0, images: [2, 3]),
      ], pixels: [1, 2, 100, 101])
    let task = OneShotTask(support: [[0], [2]], queries: [1, 3], answers: [0, 1])
    let evaluation = Evaluation(of: Darkness(), on: TaskSet(dataset: dataset, tasks: [task]))
    let curve = try ROCCurve(scores: [2, 1], isSame: [true, false])
    let answer = TaskAnswer(evaluation, rejection: curve, pictured: 1, in: "m.png")
    let lines = answer.description.split(separator: "\n")
    #expect(lines.first?.hasPrefix("2-way 1-shot: 50.0 %") == true)
    #expect(lines.contains("all/light taken for all/dark: once"))
    #expect(lines.last == "1 mistakes are in m.png")
    let object = try JSONSerialization.jsonObject(with: json(answer)) as? [String: Any]
    #expect(
      Set(try #require(object).keys) == [
        "ways", "shots", "accuracy", "equalErrorRate", "rejection", "confusions", "mistakes",
      ])
    let none = TaskAnswer(evaluation, rejection: nil, pictured: 0, in: "m.png")
    #expect(none.description.hasSuffix("no mistakes"))
  }
}
