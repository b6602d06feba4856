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

  @Test(arguments: [TripletMining.batchHard, .semiHard, .distanceWeighted], [false, true])
  func withoutTripletsThereIsNoLoss(_ mining: TripletMining, _ squared: Bool) {
    let x = Tensor([[1, 2], [3, 4]])
    for labels in [[0, 0], [0, 1]] {
      let loss = { (x: Tensor) in tripletLoss(x, labels: labels, mining: mining, squared: squared) }
      #expect(loss(x) == Tensor(0))
      var random = SeededGenerator(seed: 1)
      #expect(gradient(at: [x], using: &random) { loss($0[0]) }[0] == .zeros([2, 2]))
    }
  }

  @Test func coincidingEmbeddingsHaveAFiniteGradient() {
    let x = Tensor.ones([4, 3])
    let slope = gradient(at: [x]) { tripletLoss($0[0], labels: [0, 0, 1, 1]) }[0]
    let isFinite = slope.scalars.allSatisfy { $0.isFinite }
    #expect(isFinite, "\(slope)")
  }

  /// The triplets of the fixture's batch, mined, and then given one by one.
  @Test(arguments: [false, true]) func givenTripletsAreAsMinedOnes(squared: Bool) {
    let x = samples([3, 4])[0]
    let mined = tripletLoss(x, labels: [0, 0, 1], margin: 2, squared: squared, reduction: .sum)
    let given = { (x: Tensor) in
      tripletLoss(
        x.gathered(at: [0, 1]), x.gathered(at: [1, 0]), x.gathered(at: [2, 2]), margin: 2,
        squared: squared, reduction: .sum)
    }
    expectClose(given(x), mined)
    expectDifferentiable(at: [x]) { given($0[0]) }
  }

  @Test func distanceWeightedTripletsAreDrawnAnew() {
    let x = samples([12, 5])[0].l2Normalized()
    let labels = (0..<12).map { $0 / 3 }
    func loss(_ seed: UInt64) -> [Float] {
      var random = SeededGenerator(seed: seed)
      return gradient(at: [x], using: &random) {
        tripletLoss($0[0], labels: labels, mining: .distanceWeighted)
      }[0].scalars
    }
    #expect(loss(1) == loss(1) && loss(1) != loss(2))
    // One triplet for each ordered pair of a class.
    let losses = tripletLoss(x, labels: labels, mining: .distanceWeighted, reduction: .none)
    #expect(losses.shape == [24])
    // Outside any gradient always the same.
    let again = tripletLoss(x, labels: labels, mining: .distanceWeighted, reduction: .none)
    #expect(again == losses)
  }

  @Test func stopsAtTripletsOfDifferentShapes() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = tripletLoss(Tensor.zeros([2, 3]), .zeros([2, 3]), .zeros([1, 3]))
    }
    #expect(
      message(of: result).contains(
        "expected three times [count, features], got [2, 3], [2, 3] and [1, 3]"))
  }
}
