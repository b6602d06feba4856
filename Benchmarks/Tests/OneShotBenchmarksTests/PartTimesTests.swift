import OneShot
import Testing

@testable import OneShotBenchmarks

@Suite struct PartTimesTests {
  /// A network small enough to count by hand.
  private func network() throws -> Siamese<Sequential> {
    let leg = Sequential {
      Conv2D(4, kernel: 3, activation: .relu)
      MaxPool2D()
      Conv2D(5, kernel: 2, activation: .relu)
      Flatten()
      Dense(6, activation: .sigmoid)
    }
    return try Siamese(leg, input: [8, 8, 1])
  }

  @Test func everyPartIsTimedAndItsWorkCounted() throws {
    var walk = PartTimes(steps: 1)
    walk.visit(try network(), images: 2)
    #expect(
      walk.parts.map(\.name) == [
        "conv 3×3, 4", "conv 2×2, 5", "dense 6",
        "ReLU and pooling after convolutions", "other activations", "distance, head and loss",
      ])
    let work: [Double] = [2 * 36 * 4 * 9, 2 * 4 * 5 * 16, 2 * 20 * 6, 0, 0, 0]
    #expect(walk.parts.map(\.multiplyAdds) == work)
    #expect(walk.parts.map(\.backwardWork) == [1, 2, 2, 0, 0, 0])
    #expect(walk.parts.allSatisfy { $0.forwardSeconds > 0 || $0.name.hasPrefix("ReLU") })
  }
}
