import Tensor
import TestSupport
import Testing

@Suite struct ShapeTests {
  @Test func countsAxesAndScalars() {
    let shape: Shape = [105, 104, 3]
    #expect(shape.rank == 3)
    #expect(shape.count == 105 * 104 * 3)
    #expect(shape[0] == 105)
    #expect(shape[-1] == 3)
    #expect(shape.droppingFirst == [104, 3])
    #expect(shape.prepending(2) == [2, 105, 104, 3])
    #expect(shape.description == "[105, 104, 3]")
  }

  @Test func aScalarHasNoAxesAndOneScalar() {
    let shape: Shape = []
    #expect(shape.rank == 0)
    #expect(shape.count == 1)
    #expect(shape.droppingFirst == [])
  }

  @Test func anAxisOfNoSizeLeavesNothing() {
    #expect(([3, 0, 2] as Shape).count == 0)
  }

  @Test func stopsAtNegativeSizes() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Shape([2, -1])
    }
    #expect(message(of: result).contains("Shape: sizes must not be negative, got [2, -1]"))
  }

  @Test func stopsAtMissingAxes() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ([2, 3] as Shape)[2]
    }
    #expect(message(of: result).contains("Shape: axis 2 does not exist in shape [2, 3]"))
  }
}
