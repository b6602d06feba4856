import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct TripletLossTests {
  @Test(arguments: Fixture.cases(of: "TripletLoss"))
  func agreesWithTripletsMinedOneByOne(_ fixture: Fixture) {
    let mining: TripletMining = fixture.text("mining") == "batchHard" ? .batchHard : .semiHard
    let labels = fixture.integers("labels")
    func loss(_ embeddings: Tensor, _ reduction: LossReduction) -> Tensor {
      tripletLoss(
        embeddings, labels: labels, margin: fixture.number("margin"), mining: mining,
        squared: fixture.text("squared") == "true", reduction: reduction)
    }
    expectJudgedLoss(by: fixture, of: "embeddings") { loss($0, .mean) }
    #expect(loss(fixture["embeddings"], .none).count == fixture.integer("triplets"))
  }

  @Test(arguments: [TripletMining.batchHard, .semiHard], [false, true])
  func withoutTripletsThereIsNoLoss(_ mining: TripletMining, _ squared: Bool) {
    let x = Tensor([[1, 2], [3, 4]])
    for labels in [[0, 0], [0, 1]] {
      let loss = { (x: Tensor) in tripletLoss(x, labels: labels, mining: mining, squared: squared) }
      #expect(loss(x) == Tensor(0))
      #expect(gradient(at: [x]) { loss($0[0]) }[0] == .zeros([2, 2]))
    }
  }

  @Test func coincidingEmbeddingsHaveAFiniteGradient() {
    let x = Tensor.ones([4, 3])
    let slope = gradient(at: [x]) { tripletLoss($0[0], labels: [0, 0, 1, 1]) }[0]
    let isFinite = slope.scalars.allSatisfy { $0.isFinite }
    #expect(isFinite, "\(slope)")
  }
}
