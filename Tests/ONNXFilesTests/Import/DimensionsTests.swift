import Tensor
import Testing

@testable import ONNXFiles

@Suite struct DimensionsTests {
  @Test func shapes() throws {
    #expect(try Dimensions.shape([2, 3]) == [2, 3])
    #expect(throws: GraphProblem.self) { try Dimensions.shape([2, -3]) }
    #expect(throws: TooLarge.self) { try Dimensions.shape([1 << 62, 1 << 62]) }
    #expect(throws: TooLarge.self) { try Dimensions.shape([1 << 29]) }
    // What is empty along one axis is not of any size along the others.
    #expect(throws: TooLarge.self) { try Dimensions.shape([0, 1 << 29]) }
    #expect(try Dimensions.shape([0, 2]) == [0, 2])
    Dimensions.$limit.withValue(5) {
      #expect(throws: TooLarge.self) { try Dimensions.shape([2, 3]) }
    }
  }

  @Test func broadcasting() throws {
    #expect(try Dimensions.broadcast([2, 1], [3]) == [2, 3])
    #expect(throws: GraphProblem.self) { try Dimensions.broadcast([2], [3]) }
  }

  @Test func axes() throws {
    #expect(try Dimensions.axes([-1, 0], rank: 3) == [0, 2])
    #expect(throws: GraphProblem.self) { try Dimensions.axes([0, -3], rank: 3) }
    #expect(throws: GraphProblem.self) { try Dimensions.axis(Int.min, rank: 3) }
  }
}
