import Tensor
import Testing

@testable import ONNXFiles

@Suite struct ValueTests {
  private let numbers = Integers([1, 2, 3, 4, 5, 6], shape: [2, 3])

  @Test func integersAreMovedAndRepeated() throws {
    #expect(numbers.transposed([1, 0]).scalars == [1, 4, 2, 5, 3, 6])
    #expect(numbers.taken([2, 0], axis: 1).scalars == [3, 1, 6, 4])
    #expect(Integers([1, 2]).broadcast(to: [2, 2]).scalars == [1, 2, 1, 2])
    #expect(
      try Integers.combined(numbers, Integers([10, 20, 30])) { $0 + $1 }.scalars
        == [11, 22, 33, 14, 25, 36])
    #expect(throws: GraphProblem.self) {
      try Integers.combined(numbers, Integers([1, 2])) { $0 + $1 }
    }
  }

  @Test func theirTypeCutsThem() throws {
    let bytes = Integers([200], shape: [1], type: .uint8)
    #expect(try Integers.combined(bytes, bytes) { $0 + $1 }.scalars == [144])
    #expect(try Integers(Tensor([0, -3]), type: .bool).scalars == [0, 1])
  }
}
