import Autograd
import Optimizers
import Testing

@Suite struct LayerSettingsTests {
  @Test func keepWhatIsNotGiven() {
    let none = LayerSettings()
    #expect(none.learningRate == nil && none.momentum == nil)
    #expect(none.regularizer == nil && none.weightDecay == nil)
    #expect(none.isOrthogonalized == nil)
    let all = LayerSettings(
      learningRate: 0.5, momentum: 0.25, regularizer: .l2(1), weightDecay: 0.125,
      isOrthogonalized: false)
    #expect(all.learningRate?(at: 3) == 0.5 && all.momentum?(at: 3) == 0.25)
    #expect(all.regularizer == .l2(1) && all.weightDecay == 0.125)
    #expect(all.isOrthogonalized == false)
  }
}
