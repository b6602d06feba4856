import TestSupport
import Testing

@testable import Autograd
@testable import Tensor

@Suite struct ElementwiseTests {
  /// A function whose slope takes the output keeps nothing of the input alive, and the other way round.
  @Test func keepsWhatTheSlopeTakes() {
    func isKept(_ operation: (Tensor) -> Tensor, output: Bool) -> Bool {
      weak var storage: Storage?
      var result: Tensor?
      do {
        let input = Tensor(shape: [3], storage: Tensor([1, 2, 3]).storage, history: History())
        let value = operation(input)
        storage = output ? value.storage : input.storage
        // The history alone, as at the end of a forward pass.
        result = Tensor(0)
        result?.history = value.history
      }
      return withExtendedLifetime(result) { storage != nil }
    }
    #expect(isKept({ $0.tanh() }, output: true) && !isKept({ $0.tanh() }, output: false))
    #expect(!isKept({ $0.square() }, output: true) && isKept({ $0.square() }, output: false))
  }

  @Test func emptyTensorsAreSafe() {
    let empty = Tensor.zeros([0, 3])
    #expect(empty.relu() == empty)
    #expect(gradient(at: [empty]) { $0[0].softplus().sum() } == [empty])
  }
}
