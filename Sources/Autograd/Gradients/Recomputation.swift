import Basics
import Tensor

extension Parameterized {
  /// What `function` makes of this value and an input, without what a gradient would need: the gradient
  /// computes it once more.
  ///
  /// While a gradient is recorded the function runs twice: at once, where it draws random numbers and
  /// proposes statistics as ever, but nothing of it is recorded; and during backpropagation, recorded,
  /// with the same random numbers, where what it proposes is dropped. Chen, Xu, Zhang and Guestrin,
  /// "Training deep nets with sublinear memory cost", 2016, section 3.
  ///
  /// - Parameters:
  ///   - input: What the function is applied to.
  ///   - function: Uses no other tensors that depend on what the gradient is taken of: they would get
  ///     none.
  /// - Returns: The function's value.
  package func recomputed(
    _ input: Tensor, _ function: @escaping @Sendable (Self, Tensor) -> Tensor
  ) -> Tensor {
    let values = parameters.map { $0.parameter.value }
    guard let recording = Recording.current, ([input] + values).contains(where: \.isTracked) else {
      return function(self, input)
    }
    let random = recording.random
    let constant = input.detached
    let constants = with(histories: values.map { _ in nil })
    let isWanted = ([input] + values).map(\.isTracked)
    let output = function(constants, constant)
    require(
      !output.isTracked,
      "recomputed: the function uses a tensor from outside whose gradient would be lost")
    return output.derived(from: [input] + values, named: "Recomputed") { gradient in
      let leaves = isWanted.map { $0 ? History() : nil }
      let root = Recording.$current.withValue(Recording(random: random)) {
        let tracked = Tensor(shape: constant.shape, storage: constant.storage, history: leaves[0])
        return function(constants.with(histories: Array(leaves.dropFirst())), tracked).history
      }
      return backpropagate(from: root, seed: gradient, to: leaves.map { $0 ?? History() })
    }
  }

  /// The same parameters, their values with these histories.
  private func with(histories: [History?]) -> Self {
    var (copy, index) = (self, 0)
    copy.forEachParameter { _, parameter in
      parameter.value.history = histories[index]
      index += 1
    }
    return copy
  }
}
