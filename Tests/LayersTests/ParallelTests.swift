import Layers
import Tensor
import TestSupport
import Testing

@Suite struct ParallelTests {
  @Test func laysItsBranchesSideBySide() throws {
    var layer = Parallel([
      Sequential { Dense(1, usesBias: false) }, Sequential { Dense(2, usesBias: false) },
    ])
    #expect(try layer.build(for: [2]) == [3])
    let values: [String: Tensor] = [
      "0.0.weight": Tensor([[1], [2]]), "1.0.weight": Tensor([[3, 4], [5, 6]]),
    ]
    layer.forEachParameter { path, parameter in parameter.value = values[path]! }
    #expect(layer(Tensor([[1, 1], [0, 1]])) == Tensor([[3, 8, 10], [2, 5, 6]]))
    let model = layer
    expectDifferentiable(at: samples([3, 2])) { model($0[0]) }
  }

  @Test func imagesGetTheChannelsOfAll() throws {
    var layer = Parallel([
      Sequential { Conv2D(2, kernel: 3, padding: .same) }, Sequential { Conv2D(3, kernel: 1) },
    ])
    #expect(try layer.build(for: [4, 5, 1]) == [4, 5, 5])
    let input = samples([2, 4, 5, 1])[0]
    let output = layer(input)
    #expect(output.slice(0..<2, axis: 3) == layer.branches[0](input))
    #expect(output.slice(2..<5, axis: 3) == layer.branches[1](input))
  }

  @Test func refusesWhatDoesNotFitSideBySide() {
    let layer = Parallel([Sequential { Conv2D(2, kernel: 3) }, Sequential { Conv2D(2, kernel: 1) }])
    let error = #expect(throws: ShapeError.self) { try layer.outputShape(for: [4, 4, 1]) }
    #expect(
      error?.description
        == "Parallel lays what its branches give side by side along the last axis: expected outputs "
        + "that agree but for it, got [[2, 2, 2], [4, 4, 2]]")
    #expect(throws: ShapeError.self) { try Parallel([]).outputShape(for: [4]) }
  }

  @Test func errorsNameTheBranch() {
    let layer = Parallel([Sequential { Dense(2) }, Sequential { Conv2D(2, kernel: 1) }])
    let error = #expect(throws: ShapeError.self) { try layer.outputShape(for: [4]) }
    #expect(error?.path == ["1", "0"])
  }
}
