import OneShot
import TestSupport
import Testing

/// Fixtures are scikit-learn's maps of handwritten digits.
@Suite struct PlaneMapTests {
  private let digits = Fixture("EmbeddingMaps/digits")

  @Test func principalComponentsAreThoseOfScikitLearn() throws {
    let map = try PlaneMap.principalComponents(digits["x"])
    let expected = digits["pca"].scalars
    for column in 0..<2 {
      let found = map.points.map { column == 0 ? $0.x : $0.y }
      let wanted = stride(from: column, to: expected.count, by: 2).map { expected[$0] }
      let product = zip(found, wanted).reduce(0) { $0 + $1.0 * $1.1 }
      // Either sign of a component is right.
      for (a, b) in zip(found, wanted) { #expect(abs(a - (product < 0 ? -b : b)) < 1e-4) }
    }
    let share = (1000 * digits.number("explained")).rounded() / 10
    #expect(map.description == "principal components: \(share) % of the variance")
  }

  @Test func theSignIsTheOneOfTheLargestWeight() throws {
    let map = try PlaneMap.principalComponents(Tensor([[-3, 0], [0, 1], [3, -1]]))
    #expect(map.points[0].x < 0 && map.points[2].x > 0)
  }

  @Test func fewRowsAndAlikeOnesHaveMapsToo() throws {
    for count in 1...5 {
      for rows in [Tensor.ones([count, 3]), Tensor((0..<count).map { [Float($0)] })] {
        for map in [try PlaneMap.tsne(rows), try PlaneMap.principalComponents(rows)] {
          #expect(map.points.count == count)
          #expect(map.points.allSatisfy { $0.x.isFinite && $0.y.isFinite })
        }
      }
    }
  }

  @Test func whatIsNoNumberIsRefused() {
    #expect(throws: LinearAlgebraError.self) {
      try PlaneMap.tsne(Tensor([[1, .nan], [2, 3], [4, 5], [5, 6], [0, 1]]))
    }
  }
}
