import Datasets
import Foundation
import OneShot
import Pretrained
import Testing

@Suite struct HandwritingTests {
  @Test func recognizesCharactersItHasNeverSeen() throws {
    let classifier = try OneShotClassifier.handwriting()
    #expect(classifier.labels.isEmpty && classifier.calibration != nil)
    #expect(classifier.recipe == .handwriting)
    #expect(classifier.preprocessing == Recipe.handwriting.preprocessing)
    let glyphs = Recipe.handwriting.images(of: Glyphs(alphabets: 2, drawers: 4).dataset())
    let tasks = try TaskSampler(glyphs, ways: 20, queries: 20, drawers: .separate)
      .tasks(trials: 200, seed: 1)
    #expect(Evaluation(of: classifier.scorer, on: tasks).accuracy.value > 0.9)
  }

  @Test func eachCallGivesAClassifierOfItsOwn() throws {
    let first = try OneShotClassifier.handwriting()
    try first.enroll("blank", .zeros([1, 36, 36, 1]))
    #expect(try OneShotClassifier.handwriting().labels.isEmpty)
  }

  @Test func theFileIsSmall() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Pretrained/handwriting.safetensors")
    let bytes = try #require(try file.resourceValues(forKeys: [.fileSizeKey]).fileSize)
    #expect(bytes <= 1_200_000)
  }
}
