import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct ParameterTests {
  @Test func isPendingUntilItIsBuilt() throws {
    var parameter = Parameter()
    #expect(parameter.isPending)
    try parameter.build([2], named: "weight") { Tensor([1, 2]) }
    #expect(!parameter.isPending)
    #expect(parameter.value == Tensor([1, 2]))
    #expect(parameter.role == .trainable)
  }

  @Test func keepsAValueItHas() throws {
    var parameter = Parameter(Tensor([1, 2]))
    try parameter.build([2], named: "weight") { Tensor([8, 9]) }
    #expect(parameter.value == Tensor([1, 2]))
    let error = #expect(throws: ShapeError.self) {
      try parameter.build([3], named: "weight") { Tensor([7, 8, 9]) }
    }
    #expect(error?.message == "weight has shape [2], but the input needs [3]")
  }

  @Test func itsRecipeSeesTheInput() throws {
    var random = SeededGenerator(seed: 1)
    var parameter = Parameter { input, random in .uniform([input[-1], 2], using: &random) }
    try parameter.build(for: [4, 3], named: "mix", using: &random)
    #expect(parameter.value.shape == [3, 2])
    // A value that is kept draws nothing.
    let (value, before) = (parameter.value, random)
    try parameter.build(for: [7, 3], named: "mix", using: &random)
    #expect(parameter.value == value && random == before)
    let error = #expect(throws: ShapeError.self) {
      try parameter.build(for: [4, 5], named: "mix", using: &random)
    }
    #expect(error?.message == "mix has shape [3, 2], but the input needs [5, 2]")
  }

  @Test func stopsWhereNothingSaysHowItBegins() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var (parameter, random) = (Parameter(), SeededGenerator(seed: 1))
      try parameter.build(for: [2], named: "mix", using: &random)
    }
    #expect(message(of: result).contains("Parameter mix: nothing says how it begins"))
  }

  @Test func isTrainedUnlessItIsFrozenOrAStatistic() {
    var parameter = Parameter(Tensor([1]))
    #expect(parameter.isTrained)
    parameter.isFrozen = true
    #expect(!parameter.isTrained)
    #expect(!Parameter(.statistic).isTrained)
  }

  @Test func isWrittenInPlace() {
    var parameter = Parameter(Tensor([1, 2]))
    let address = parameter.value.withUnsafeScalars { $0.baseAddress }
    parameter.value.withUnsafeMutableScalars { $0[0] = 5 }
    #expect(parameter.value == Tensor([5, 2]))
    #expect(parameter.value.withUnsafeScalars { $0.baseAddress } == address)
  }

  @Test func stopsWhereAPendingOneIsRead() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Parameter().value
    }
    #expect(
      message(of: result).contains(
        "Parameter: no value yet; build the model for its input shape first"))
  }
}
