import OneShot
import TestSupport
import Testing

@Suite struct ImagePairsTests {
  @Test func sidesThatDiffer() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ImagePairs(
        left: .zeros([2, 4, 4, 1]), right: .zeros([2, 4, 4, 1]), targets: .zeros([3, 1]))
    }
    #expect(
      message(of: result).contains(
        "ImagePairs: sides [2, 4, 4, 1] and [2, 4, 4, 1], targets [3, 1]"))
  }
}
