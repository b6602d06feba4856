import EmbeddingSearch
import Tensor
import TestSupport
import Testing

@Suite struct EmbeddingMetricTests {
  private func score(_ metric: EmbeddingMetric) throws -> Float {
    var index = FlatIndex(dimensions: 2, metric: metric)
    try index.add(Tensor([[4, 3]]), ids: [0])
    return try index.search(Tensor([[1, -1]]), k: 1)[0][0].score
  }

  @Test func scoresAreThoseOfTheFormulas() throws {
    #expect(try score(.innerProduct) == 1)
    expectClose(try score(.cosine), 0.1 * Float(2).squareRoot())
    #expect(try score(.l1) == -7)
    #expect(try score(.l1(weights: [2, 10])) == -46)
    #expect(try score(.squaredL2) == -25)
    #expect(try score(.squaredL2(weights: [2, -1])) == -2)
    #expect(try score(.l2) == -5)
    #expect(try score(.custom("first") { a, b in Tensor([[a.scalars[0] + b.scalars[0]]]) }) == 5)
  }

  @Test func scoresAreScaled() throws {
    #expect(try score(.squaredL2.scaled(by: 2, adding: 60)) == 10)
    #expect(try score(.squaredL2.scaled(by: 2, adding: 60).scaled(by: -1)) == -10)
    let custom = EmbeddingMetric.custom("one") { _, _ in Tensor([[1]]) }
    #expect(try score(custom.scaled(by: 3, adding: 1)) == 4)
  }

  @Test func aNegativeFactorTurnsTheOrderAround() throws {
    var index = FlatIndex(dimensions: 1, metric: .innerProduct.scaled(by: -1))
    try index.add(Tensor([[1], [2], [3]]), ids: [1, 2, 3])
    #expect(try index.search(Tensor([[1]]), k: 2)[0].map(\.id) == [1, 2])
  }
}
