import Tensor
import TestSupport
import Testing

@Suite struct TensorTests {
  @Test func knowsItsShapeAndScalars() {
    let x = Tensor([[1, 2, 3], [4, 5, 6]])
    #expect(x.shape == [2, 3])
    #expect(x.rank == 2)
    #expect(x.count == 6)
    #expect(x.scalars == [1, 2, 3, 4, 5, 6])
    #expect(x[scalarAt: 1, 2] == 6)
    #expect(Tensor(7).item == 7)
  }

  @Test func aCopySharesMemoryUntilOneIsWritten() {
    var x = Tensor([1, 2, 3])
    let copy = x
    func address(_ tensor: Tensor) -> UnsafePointer<Float>? {
      tensor.withUnsafeScalars { $0.baseAddress }
    }
    #expect(address(x) == address(copy))
    x[scalarAt: 0] = 9
    #expect(x == Tensor([9, 2, 3]))
    #expect(copy == Tensor([1, 2, 3]))
    let before = address(x)
    x[scalarAt: 1] = 8
    #expect(address(x) == before, "written in place where nothing shares it")
  }

  @Test func writingEndsTheHistory() {
    var x = Tensor(shape: [1], storage: Tensor([1]).storage, history: History())
    x[scalarAt: 0] = 2
    #expect(x.history == nil)
  }

  @Test func equality() {
    #expect(Tensor([1, 2]) == Tensor([1, 2]))
    #expect(Tensor([1, 2]) != Tensor([1, 3]))
    #expect(Tensor([1, 2]) != Tensor([[1, 2]]))
    #expect(Tensor([.nan]) != Tensor([.nan]))
    #expect(Tensor([0]) == Tensor([-0.0]))
    #expect(Tensor.zeros([0, 2]) == Tensor.zeros([0, 2]))
    #expect(Tensor.zeros([0, 2]) != Tensor.zeros([0, 3]))
  }

  @Test func stopsWhereOneScalarIsExpected() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1, 2]).item
    }
    #expect(message(of: result).contains("Tensor.item: expected one scalar, got shape [2]"))
  }

  @Test func stopsAtIndicesThatDoNotFit() async {
    let beyond = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3])[scalarAt: 1, 3]
    }
    #expect(message(of: beyond).contains("Tensor: index [1, 3] does not fit shape [2, 3]"))
    let few = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3])[scalarAt: 1]
    }
    #expect(message(of: few).contains("Tensor: index [1] does not fit shape [2, 3]"))
  }
}
