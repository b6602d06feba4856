import OneShot
import Testing

@testable import OneShotBenchmarks

@Suite struct PartTimesTests {
  private func parts(of layers: Sequential, input: Shape) throws -> [LayerTable.Part] {
    var random = SeededGenerator(seed: 1)
    var layers = layers
    _ = try layers.build(for: input, using: &random)
    let images = Tensor.uniform(input.prepending(2), using: &random)
    var walk = PartTimes(steps: 1)
    let output = walk.visit(layers.layers, on: images, isData: true)
    #expect(output.shape == layers(images).shape)
    return walk.parts
  }

  /// Layers small enough to count by hand.
  @Test func everyPartIsTimedAndItsWorkCounted() throws {
    let parts = try parts(
      of: Sequential {
        Conv2D(4, kernel: 3, activation: .relu)
        MaxPool2D()
        Conv2D(5, kernel: 2, activation: .relu)
        Flatten()
        Dense(6, activation: .sigmoid)
      }, input: [8, 8, 1])
    #expect(
      parts.map(\.name) == [
        "conv 3×3, 8×8×1 → 4", "activation and pooling after convolutions", "conv 2×2, 3×3×4 → 5",
        "dense 20 → 6", "sigmoid, 6",
      ])
    #expect(parts.map(\.count) == [1, 2, 1, 1, 1])
    let (first, second, dense) = (2 * 36 * 4 * 9, 2 * 4 * 5 * 16, 2 * 20 * 6)
    let forward = [first, 0, second, dense, 0].map(Double.init)
    let backward = [first, 0, 2 * second, 2 * dense, 0].map(Double.init)
    #expect(parts.map(\.forwardWork.multiplyAdds) == forward)
    #expect(parts.map(\.backwardWork.multiplyAdds) == backward)
    #expect(parts[4].forwardWork.scalars == Double(2 * 12))
    #expect(parts.allSatisfy { $0.forwardSeconds > 0 || $0.name.hasPrefix("activation") })
  }

  @Test func batchNormIsOnePartWithWhatFollowsIt() throws {
    let parts = try parts(of: Sequential { ConvBlock(4) }, input: [6, 6, 1])
    #expect(parts.map(\.name) == ["conv 3×3, 6×6×1 → 4", "batch norm, relu, pooling, 6×6×4"])
    let (x, y) = (2 * 36 * 4.0, 2 * 9 * 4.0)
    #expect(parts[1].forwardWork.scalars == 2 * x + y)
    #expect(parts[1].backwardWork.scalars == 3 * x + 2 * y)
  }

  @Test func aResidualIsItsBranchesAndTheirSum() throws {
    let parts = try parts(
      of: Sequential {
        Residual(activation: .relu) {
          Conv2D(4, kernel: 3, padding: .same)
          BatchNorm()
          Conv2D(4, kernel: 3, padding: .same)
          BatchNorm()
        } shortcut: {
          Conv2D(4, kernel: 1)
        }
        MaxPool2D()
        Residual { Conv2D(4, kernel: 3, padding: .same) }
        GlobalAveragePool2D()
      }, input: [6, 6, 1])
    #expect(
      parts.map(\.name) == [
        "conv 1×1, 6×6×1 → 4", "conv 3×3, 6×6×1 → 4", "batch norm, 6×6×4", "conv 3×3, 6×6×4 → 4",
        "sum, relu, pooling, 6×6×4", "conv 3×3, 3×3×4 → 4", "sum, 3×3×4",
        "GlobalAveragePool2D, 3×3×4",
      ])
    #expect(parts.map(\.count) == [1, 1, 2, 1, 1, 1, 1, 1])
    #expect(parts[0].backwardWork.multiplyAdds == parts[0].forwardWork.multiplyAdds)
    #expect(parts[3].backwardWork.multiplyAdds == 2 * parts[3].forwardWork.multiplyAdds)
    let (x, y) = (2 * 36 * 4.0, 2 * 9 * 4.0)
    #expect(parts[4].forwardWork.scalars == 2 * x + y)
    #expect(parts[4].backwardWork.scalars == 2 * y + x)
  }

  @Test func whatMakesTheLossIsAPartOfItsOwn() {
    var walk = PartTimes(steps: 1)
    walk.visit(
      loss: { $0.sum() }, named: "loss", on: .ones([3]), work: Work(multiplyAdds: 5))
    #expect(walk.parts.map(\.name) == ["loss"])
    #expect(walk.parts[0].forwardWork.multiplyAdds == 5 && walk.parts[0].forwardWork.scalars == 3)
  }
}
