import OneShot
import TestSupport
import Testing

@Suite struct JointAssignmentTests {
  /// Scores that are given: its embeddings are the rows themselves.
  private struct Given: TaskScorer {
    let name = "given"
    let rows: Tensor
    func embed(_ images: Tensor) -> Tensor { images }
    func scores(of queries: Tensor, support: Tensor) -> Tensor { rows }
  }

  private func joint(_ rows: Tensor) -> Tensor {
    JointAssignment(Given(rows: rows))
      .scores(of: .zeros([rows.shape[0], 1]), support: .zeros([rows.shape[1], 1, 1]))
  }

  @Test(arguments: Fixture.cases(of: "Transductive", startingWith: "assignment"))
  func agreesWithSciPy(_ fixture: Fixture) {
    let scores = joint(fixture["scores"])
    #expect(scores.argmax(axis: 1) == fixture.integers("answers"))
    #expect((scores .> 0).sum(axes: [1]) == .ones([scores.shape[0]]))
  }

  /// The second query fits the first class alone, so that the first one must be of the second.
  @Test func oneQuerySettlesAnother() {
    let scores = joint(Tensor([[3, 2.5, 0], [3, 0, 0], [0, 1, 2]]))
    #expect(scores == Tensor([[0, 1, -3], [1, -3, -3], [-2, -1, 1]]))
  }

  @Test func aQueryAloneGetsItsBest() {
    #expect(joint(Tensor([[1, 5, 2]])) == Tensor([[-4, 1, -3]]))
    #expect(joint(.zeros([0, 3])).shape == [0, 3])
  }

  /// Who knows nothing gets nothing, and not what the order of classes brings.
  @Test(arguments: [0, 1, Float.infinity, -Float.infinity]) func equalScoresTie(score: Float) {
    #expect(joint(.full([4, 4], score)) == .ones([4, 4]))
    // Two of the three are alike in every way, the third is known.
    #expect(
      joint(Tensor([[1, 1, 0], [1, 1, 0], [0, 0, 1]]))
        == Tensor([[1, 1, -1], [1, 1, -1], [-1, -1, 1]]))
    // So may be the classes that are left over.
    #expect(joint(Tensor([[5, 0, 0], [0, 2, 2]])) == Tensor([[1, -5, -5], [-2, 1, 1]]))
  }

  @Test func aQueryOfNaNIsWrongAndHarmsNoOther() {
    let scores = joint(Tensor([[.nan, 1, 0], [0, 3, 1], [0, 0, 2]]))
    let isNaN = scores.scalars.prefix(3).allSatisfy(\.isNaN)
    #expect(isNaN)
    #expect(scores[1..<3] == Tensor([[-3, 1, -2], [-2, -2, 1]]))
  }

  @Test func infiniteScoresAreFarthest() {
    let scores = joint(Tensor([[-.infinity, 1], [-.infinity, 5]]))
    #expect(scores == Tensor([[1, 0], [-.infinity, 1]]))
  }

  /// In tasks that ask once for each class it is never asked for another one twice.
  @Test func raisesTheAccuracyOfABaseline() throws {
    let glyphs = Glyphs(alphabets: 4, characters: 12, drawers: 4).dataset(size: 16)
    let tasks = try TaskSampler(glyphs, ways: 10, queries: 10).tasks(20, seed: 1)
    let alone = Evaluation(of: NearestNeighbor(), on: tasks)
    let joint = Evaluation(of: JointAssignment(NearestNeighbor()), on: tasks)
    #expect(joint.accuracy.correct > alone.accuracy.correct, "\(alone), \(joint)")
    #expect(joint.method == "nearest-neighbor-joint" && joint.isTransductive)
    let again = Evaluation(of: JointAssignment(NearestNeighbor()), on: tasks, seed: 5)
    #expect(again.scores == joint.scores)
  }
}
