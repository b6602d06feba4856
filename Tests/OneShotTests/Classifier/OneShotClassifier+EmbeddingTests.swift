import TestSupport
import Testing

@testable import OneShot

@Suite struct OneShotClassifierEmbeddingTests {
  @Test func manyImagesAreEmbeddedAsFew() throws {
    let classifier = OneShotClassifier(try TinyNetwork.make(), views: 2)
    let positions = Array(0..<100)
    let rows = try classifier.embed(TinyNetwork.glyphs.images(at: positions))
    #expect(rows.shape == [100, 6])
    expectClose(rows, try classifier.embed(TinyNetwork.glyphs, at: positions).values)
    for index in [0, 63, 64, 99] {
      let one = try classifier.embed(TinyNetwork.glyphs.images(at: [index]))
      expectClose(one[0], rows[index])
    }
  }

  @Test func whatIsNoNumberIsNamed() throws {
    let classifier = OneShotClassifier(try TinyNetwork.make())
    var images = TinyNetwork.glyphs.images(at: Array(0..<70))
    images[scalarAt: 66, 1, 1, 0] = .nan
    #expect(throws: ClassifierError.notFinite(.pixels, image: 66)) {
      try classifier.embed(images)
    }
    #expect(Tensor([1, .infinity, .nan]).firstNotFinite == 1)
    #expect(Tensor([1, 2]).firstNotFinite == nil)
  }
}
