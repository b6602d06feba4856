import OneShot
import Testing

@Suite struct PairSheetTests {
  private let pairs = PairSet(
    dataset: numberedImages(groups: [3], drawers: 2),
    pairs: PairBatch(left: [0, 1, 2], right: [1, 2, 3], isSame: [true, false, true]))

  @Test func theTruthAndTheProbabilityOfEachPair() throws {
    let svg = PairSheet(pairs, probabilities: [0.97, 0.8, 0.25], columns: 2).svg
    let elements = try PageElements(svg)
    #expect(elements.all("image").count == 6)
    for text in ["same", "different", "p = 0.97 ✓", "p = 0.80 ✗", "p = 0.25 ✗"] {
      #expect(elements.text.contains(text))
    }
    let lower = PairSheet(pairs, probabilities: [0.97, 0.8, 0.25], threshold: 0.2).svg
    #expect(lower.contains("p = 0.25 ✓") && lower.contains("p = 0.80 ✗"))
    // Two columns, so the third pair is below the first.
    let places = elements.all("image").map { ($0["x"]!, $0["y"]!) }
    #expect(places[4].0 == places[0].0 && places[4].1 != places[0].1)
    // Bars as long as the probabilities.
    let bars = elements.all("rect").filter { $0["fill"] == "#0072B2" }.map { Double($0["width"]!)! }
    #expect(abs(bars[0] / bars[2] - 0.97 / 0.25) < 0.02)
  }

  @Test func aNetworkSaysThem() throws {
    let siamese = try TinyNetwork.make()
    let pairs = try PairSampler(TinyNetwork.glyphs).pairs(6, seed: 1)
    let sheet = PairSheet(siamese, on: pairs)
    let (left, right) = (pairs.pairs.left, pairs.pairs.right)
    let expected = siamese(pairs.dataset.images(at: left), pairs.dataset.images(at: right))
    #expect(sheet.probabilities == expected.scalars && sheet.columns == 4)
  }
}
