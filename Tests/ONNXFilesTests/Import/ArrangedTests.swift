import Tensor
import Testing

@testable import ONNXFiles

@Suite struct ArrangedTests {
  private let images = Tensor.range(0..<24).reshaped(to: [1, 2, 3, 4])

  @Test func transpositionsMoveNothing() {
    let arranged = Arranged(images).transposed([0, 2, 3, 1])
    #expect(arranged.tensor == images)
    #expect(arranged.shape == [1, 3, 4, 2])
    #expect(arranged.plain == images.transposed(permutation: [0, 2, 3, 1]))
    #expect(arranged.transposed([0, 3, 1, 2]).plain == images)
  }

  @Test func axesThatAreSplitOrJoinedStayWhereTheyLie() {
    let last = Arranged(Tensor.range(0..<24).reshaped(to: [1, 2, 3, 4]), order: [0, 2, 3, 1])
    #expect(last.shape == [1, 4, 2, 3])
    let split = last.reshaped(to: [1, 2, 2, 2, 3])
    #expect(split.tensor.shape == [1, 2, 3, 2, 2])
    #expect(split.plain == last.plain.reshaped(to: [1, 2, 2, 2, 3]))
    #expect(split.reshaped(to: [1, 4, 6]).plain == last.plain.reshaped(to: [1, 4, 6]))
    #expect(last.reshaped(to: [24]).plain == last.plain.reshaped(to: [24]))
    #expect(last.reshaped(to: [3, 8]).plain == last.plain.reshaped(to: [3, 8]))
    #expect(last.reshaped(to: [1, 4, 2, 1, 3]).plain.shape == [1, 4, 2, 1, 3])
  }

  @Test func groupsOfAxes() {
    let groups = AxisGroup.groups(from: [2, 6, 1], to: [2, 2, 3])
    #expect(groups?.map(\.source) == [0..<1, 1..<2, 2..<3])
    #expect(groups?.map(\.target) == [0..<1, 1..<3, 3..<3])
    #expect(AxisGroup.groups(from: [0, 2], to: [2, 0]) == nil)
  }
}
