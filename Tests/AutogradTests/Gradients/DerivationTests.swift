import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct DerivationTests {
  @Test func recordsNothingWhereNothingIsTracked() {
    let x = Tensor([1, 2])
    #expect(!(x * x).exp().isTracked)
    _ = gradient(at: [x]) { tracked in
      #expect((tracked[0] * x).isTracked)
      #expect(!(x * x).isTracked)
      #expect(!tracked[0].detached.isTracked)
      return tracked[0].sum()
    }
  }
}
