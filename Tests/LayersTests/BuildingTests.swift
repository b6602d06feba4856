import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct BuildingTests {
  /// Two branches from one input, which the order of parts does not tell.
  struct Fork: Layer {
    var left = Dense(3)
    var right = Dense(2)
    static var parts: [Part<Fork>] { [Part("left", \.left), Part("right", \.right)] }

    mutating func build(
      for input: Shape, using random: inout SeededGenerator
    ) throws(ShapeError) -> Shape {
      let left = try self.left.build(named: "left", for: input, using: &random)
      let right = try self.right.build(named: "right", for: input, using: &random)
      return [left[0] + right[0]]
    }
    func callAsFunction(_ input: Tensor) -> Tensor {
      .concatenated([left(input), right(input)], axis: 1)
    }
  }

  @Test func branchesAreBuiltByName() throws {
    var layer = Fork()
    #expect(try layer.build(for: [4]) == [5])
    #expect(layer.right.weight.value.shape == [4, 2])
    layer.right.weight = Parameter(.zeros([9, 2]))
    let error = #expect(throws: ShapeError.self) { try layer.build(for: [4]) }
    #expect(
      error?.description == "right: weight has shape [9, 2], but the input needs [4, 2]")
    #expect(try Fork().summary(for: [4]).rows.map(\.output) == [[3], [2]])
  }

  @Test func theOutputsShapeIsKnownWithoutBuilding() throws {
    let layer = Dense(3)
    #expect(try layer.outputShape(for: [4]) == [3])
    #expect(layer.weight.isPending)
  }

  @Test func theSeedDeterminesTheWeights() throws {
    var (a, b, c) = (Dense(3), Dense(3), Dense(3))
    try a.build(for: [4], seed: 1)
    try b.build(for: [4], seed: 1)
    try c.build(for: [4], seed: 2)
    #expect(a.values == b.values)
    #expect(a.values != c.values)
  }

  /// Trying a layer on zeros is no training, whatever goes on around.
  @Test func buildingWithinAGradientIsNoTraining() throws {
    struct Dropping: Layer {
      var norm = BatchNorm()
      static var parts: [Part<Dropping>] { [Part("norm", \.norm)] }
      func callAsFunction(_ input: Tensor) -> Tensor { norm(input).droppedOut(rate: 0.5) }
    }
    _ = gradient(at: [Tensor(1)]) { inputs in
      var layer = Dropping()
      #expect(throws: Never.self) { try layer.build(for: [3]) }
      return inputs[0]
    }
  }
}
