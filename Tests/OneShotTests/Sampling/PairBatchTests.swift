import OneShot
import TestSupport
import Testing

@Suite struct PairBatchTests {
  @Test func targetsAreOneForPairsOfOneClass() {
    let pairs = PairBatch(left: [3, 1], right: [4, 0], isSame: [true, false])
    #expect(pairs.targets == Tensor([[1], [0]]) && pairs.count == 2)
    let set = PairSet(dataset: numberedImages(groups: [3], drawers: 2), pairs: pairs)
    #expect(set.count == 2 && set.pairs == pairs)
  }

  @Test func sidesOfDifferentLengths() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = PairBatch(left: [1, 2], right: [1], isSame: [true])
    }
    #expect(message(of: result).contains("PairBatch: 2 left and 1 right images, 1 targets"))
  }
}
