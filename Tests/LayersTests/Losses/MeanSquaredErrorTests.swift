import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct MeanSquaredErrorTests {
  @Test func agreesWithKeras() {
    let fixture = Fixture("Losses/meanSquaredError")
    expectJudgedLoss(by: fixture, of: "prediction") { meanSquaredError($0, fixture["target"]) }
  }
}
