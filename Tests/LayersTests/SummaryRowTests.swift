import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct SummaryRowTests {
  @Test func countsWhatIsTrainedAndWhatIsNot() throws {
    var layer = BatchNorm()
    try layer.build(for: [3])
    layer.shift.isFrozen = true
    let row = SummaryRow(layer: "norm", output: [3], counting: layer)
    #expect(row.trainable == 3)
    #expect(row.nonTrainable == 9)
  }

  @Test func pendingParametersCountNothing() {
    #expect(SummaryRow(layer: "dense", output: [3], counting: Dense(3)).trainable == 0)
  }
}
