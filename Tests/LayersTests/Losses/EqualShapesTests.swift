import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct EqualShapesTests {
  @Test func everyLossStopsWhereItWouldBroadcast() async {
    let squared = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = meanSquaredError(.zeros([2, 1]), .zeros([2]))
    }
    #expect(
      message(of: squared).contains(
        "meanSquaredError: predictions [2, 1] and targets [2] differ in shape"))
    let contrastive = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = contrastiveLoss(.zeros([3]), .zeros([1]))
    }
    #expect(message(of: contrastive).contains("contrastiveLoss: predictions [3] and targets [1]"))
  }
}
