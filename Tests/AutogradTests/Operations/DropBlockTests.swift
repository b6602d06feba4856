import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct DropBlockTests {
  @Test(arguments: Fixture.cases(of: "DropBlock"))
  func agreesWithTorchvision(_ fixture: Fixture) {
    expectJudged(by: fixture, at: ["input"]) {
      $0[0].droppedBlocks(at: fixture["seeds"], size: fixture.integer("size"))
    }
  }

  @Test func gradients() {
    let check = GradientCheck(at: samples([2, 4, 5, 3])) {
      $0[0].droppedBlocks(rate: 0.3, blockSize: 2).square()
    }
    #expect(check.passes, "\(check)")
    #expect(check.differences.contains { $0.found == 0 })
    #expect(check.differences.contains { $0.found != 0 })
  }

  @Test func nothingIsLeftOfImagesThatOneBlockCovers() {
    #expect(
      Tensor.ones([1, 2, 2, 1]).droppedBlocks(at: .ones([1, 1, 1, 1]), size: 2)
        == .zeros([1, 2, 2, 1]))
  }

  @Test func stopsAtARateOf1() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([1, 2, 2, 1]).droppedBlocks(rate: 1, blockSize: 2)
    }
    #expect(message(of: result).contains("droppedBlocks: expected a rate in 0..<1, got 1.0"))
  }
}
