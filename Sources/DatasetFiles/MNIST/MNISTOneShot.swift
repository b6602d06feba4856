import Basics
import Datasets
import Files
import Foundation
import Tensor

extension MNIST {
  /// Digits as a ten-way one-shot test for networks that have never seen one: each trial has one
  /// example of every digit and one query.
  ///
  /// Koch, Zemel and Salakhutdinov, "Siamese neural networks for one-shot image recognition" (2015),
  /// section 4.3, ask 400 such trials of a network that was trained on Omniglot alone, reduced to the
  /// same 35×35 pixels; each pixel is the mean of the area of the 28×28 that it covers. The result has
  /// ink on paper, as Omniglot has, and only those images that occur in a trial.
  ///
  /// ```swift
  /// let digits = try MNIST.oneShotTest(in: URL(filePath: "data/mnist"))
  /// digits.count                 // 400
  /// digits.dataset.imageShape    // [35, 35, 1]
  /// ```
  ///
  /// - Parameters:
  ///   - part: Where the images are from; default the test images.
  ///   - folder: Holds the files that `load(_:in:)` reads.
  ///   - trials: The number of tasks; default 400.
  ///   - size: The height and width that images are brought to, in pixels; default 35.
  ///   - seed: Determines the trials; default 1.
  /// - Throws: `FileProblem` as `load(_:in:)`, and if there are less than two images of a digit.
  public static func oneShotTest(
    _ part: Part = .test, in folder: URL, trials: Int = 400, size: Int = 35, seed: UInt64 = 1
  ) throws(FileProblem) -> TaskSet {
    require(trials >= 0, "MNIST.oneShotTest: cannot draw \(trials) trials")
    let digits = try load(part, in: folder)
    for digit in digits.classes where digit.images.count < 2 {
      throw FileProblem(
        folder, found: "\(counted(digit.images.count, "image")) of the digit \(digit.name)",
        expected: "at least 2 of each digit, an example and a query")
    }
    var random = SeededGenerator(seed: seed)
    let drawn = (0..<trials).map { _ in trial(of: digits, using: &random) }
    return taskSet(of: drawn, from: digits, size: size)
  }

  /// One example of each digit, and another image of one of them.
  private static func trial(
    of digits: ImageDataset, using random: inout SeededGenerator
  ) -> OneShotTask {
    let examples = digits.classes.map { digit in
      digit.images[.random(in: digit.images.indices, using: &random)]
    }
    let answer = Int.random(in: examples.indices, using: &random)
    let others = digits.classes[answer].images.filter { $0 != examples[answer] }
    return OneShotTask(
      support: examples.map { [$0] },
      queries: [others[.random(in: others.indices, using: &random)]],
      answers: [answer])
  }

  /// The tasks over those images alone that occur in them, resized.
  private static func taskSet(
    of tasks: [OneShotTask], from digits: ImageDataset, size: Int
  ) -> TaskSet {
    let used = Set(tasks.flatMap(\.images))
    let classes = digits.classes.map { digit in
      ImageDataset.Class(
        name: digit.name, group: digit.group, images: digit.images.filter(used.contains))
    }
    let kept = digits.compacted(groups: digits.groups, classes: classes)
    let places = Dictionary(
      uniqueKeysWithValues: zip(classes.flatMap(\.images), kept.classes.flatMap(\.images)))
    func place(_ image: Int) -> Int { places[image]! }
    return TaskSet(
      dataset: kept.resized(height: size, width: size),
      tasks: tasks.map { task in
        OneShotTask(
          support: task.support.map { $0.map(place) }, queries: task.queries.map(place),
          answers: task.answers)
      })
  }
}
