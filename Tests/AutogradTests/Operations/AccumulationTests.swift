import TestSupport
import Testing

@testable import Autograd
@testable import Tensor

@Suite struct AccumulationTests {
  @Test func addsInPlaceWhereNothingElseHoldsTheTensor() {
    var sum = Tensor([1, 2])
    let address = sum.storage.pointer
    sum = (consume sum).adding(Tensor([10, 20]))
    #expect(sum == Tensor([11, 22]))
    #expect(sum.storage.pointer == address)
    #expect(Tensor.zeros([0]).adding(.zeros([0])) == .zeros([0]))
  }

  @Test func leavesACopyAsItIs() {
    let x = Tensor([1, 2])
    #expect(x.adding(x) == Tensor([2, 4]))
    #expect(x == Tensor([1, 2]))
  }
}
