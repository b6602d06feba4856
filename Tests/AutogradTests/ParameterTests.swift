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
