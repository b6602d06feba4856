import Testing

@testable import Tensor

@Suite struct ScalarsTests {
  @Test func reachesWhatIsReadAndWhatIsWritten() {
    let (a, b) = (Tensor([1, 2]), Tensor([10, 20]))
    let none: Tensor? = nil
    let sum = Storage(count: 2)
    let sawNothing = withScalars(a, b, none, sum) { a, b, none, sum in
      for i in 0..<2 { sum[i] = a[i] + b[i] }
      return none == nil
    }
    #expect(sawNothing)
    #expect(Tensor(shape: [2], storage: sum) == Tensor([11, 22]))
  }

  @Test func anEmptyTensorHasAnAddressToo() {
    var empty = Tensor.zeros([0, 3])
    let count = withScalars(empty, Optional(empty)) { _, optional in optional == nil ? 0 : 1 }
    #expect(count == 1)
    #expect(empty.mutateScalars { _ in 7 } == 7)
  }

  @Test func writingCopiesWhatIsShared() {
    var a = Tensor([1, 2])
    let copy = a
    a.mutateScalars { $0[0] = 9 }
    #expect(a == Tensor([9, 2]))
    #expect(copy == Tensor([1, 2]))
  }

  @Test func errorsComeThrough() {
    struct Failure: Error {}
    #expect(throws: Failure.self) { try withScalars(Tensor(1)) { _ in throw Failure() } }
  }
}
