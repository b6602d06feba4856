import OneShot
import Testing

@testable import OneShotBenchmarks

@Suite struct AugmentationTests {
  @Test func picturesAreOfBlocksInManyColors() {
    let dataset = ImageDataset.blocks(count: 3, size: 14)
    #expect(dataset.count == 3 && dataset.imageShape == [14, 14, 3])
    let pixels = dataset.pixels
    func byte(_ image: Int, _ row: Int, _ column: Int) -> UInt8 {
      pixels[((image * 14 + row) * 14 + column) * 3]
    }
    #expect(byte(1, 0, 0) == byte(1, 6, 6) && byte(2, 7, 13) == byte(2, 13, 7))
    // 3 pictures of 4 blocks of 3 values.
    #expect(Set(pixels).count > 24)
    // The peers' script computes the same.
    #expect(Array(pixels[..<3]) == [0, 166, 76])
  }

  @Test func aBatchIsMadeAgainAndAgain() throws {
    let job = Job.augment(images: 2, size: 16)
    #expect(job.items == 2)
    try job.step()
    try job.step()
  }
}
