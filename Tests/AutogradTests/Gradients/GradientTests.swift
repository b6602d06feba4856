import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct GradientTests {
  /// weight · x + shift, with a statistic and a part.
  struct Model: Parameterized {
    struct Part: Parameterized {
      var shift = Parameter(Tensor([1, 1]))
      mutating func visit(_ visitor: inout some ParameterVisitor) {
        visitor.visit(&shift, named: "shift")
      }
    }
    var weight = Parameter(Tensor([2, 3]))
    var count = Parameter(Tensor(5), role: .statistic)
    var part = Part()

    mutating func visit(_ visitor: inout some ParameterVisitor) {
      visitor.visit(&weight, named: "weight")
      visitor.visit(&count, named: "count")
      visitor.visit(&part, named: "part")
    }
    func callAsFunction(_ x: Tensor) -> Tensor {
      weight.value * x * count.value + part.shift.value
    }
  }

  @Test func ofAModel() {
    var model = Model()
    let (loss, gradients) = gradient(of: &model) { $0(Tensor([1, 10])).sum() }
    let expected: Float = 2 * 5 + 30 * 5 + 2
    #expect(loss == expected)
    #expect(gradients.paths == ["weight", "count", "part.shift"])
    #expect(gradients["weight"] == Tensor([5, 50]))
    #expect(gradients["count"] == nil)
    #expect(gradients["part.shift"] == Tensor([1, 1]))
  }

  @Test func eachCallDrawsAnew() {
    func masks(_ seed: UInt64) -> [Tensor] {
      var random = SeededGenerator(seed: seed)
      return (0..<3).map { _ in
        gradient(at: [Tensor.ones([50])], using: &random) { $0[0].droppedOut(rate: 0.5).sum() }[0]
      }
    }
    #expect(masks(1) == masks(1))
    let all = masks(1) + masks(2)
    for (index, mask) in all.enumerated() { #expect(!all[..<index].contains(mask)) }
  }

  @Test func aModelDrawsFromItsGenerator() {
    func slopes(_ random: inout SeededGenerator) -> Tensor? {
      var model = Model()
      return gradient(of: &model, using: &random) {
        ($0.weight.value * .ones([40, 2])).droppedOut(rate: 0.5).sum()
      }.gradients["weight"]
    }
    var (one, same) = (SeededGenerator(seed: 4), SeededGenerator(seed: 4))
    let first = slopes(&one)
    #expect(first == slopes(&same))
    #expect(first != slopes(&one))
  }

  @Test func stopsAtAParameterThatIsNotVisited() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      struct ChannelScale: Parameterized {
        var factor = Parameter(Tensor([1]))
        mutating func visit(_ visitor: inout some ParameterVisitor) {}
      }
      var model = ChannelScale()
      _ = gradient(of: &model) { $0.factor.value.sum() }
    }
    #expect(
      message(of: result).contains(
        "ChannelScale holds `factor`, which `visit` (or `parts`) does not show: it would be neither "
          + "trained nor saved"))
  }

  @Test func aModelUsedTwiceGetsBothGradients() {
    var model = Model()
    let (_, gradients) = gradient(of: &model) { ($0(Tensor([1, 1])) + $0(Tensor([2, 3]))).sum() }
    #expect(gradients["weight"] == Tensor([15, 20]))
    #expect(gradients["part.shift"] == Tensor([2, 2]))
  }

  @Test func frozenAndUnusedParametersHaveNone() {
    var model = Model()
    model.weight.isFrozen = true
    let frozen = gradient(of: &model) { $0(Tensor([1, 1])).sum() }.gradients
    #expect(frozen["weight"] == nil)
    #expect(frozen["part.shift"] == Tensor([1, 1]))
    model.weight.isFrozen = false
    let unused = gradient(of: &model) { $0.weight.value.sum() }.gradients
    #expect(unused["weight"] == Tensor([1, 1]))
    #expect(unused["part.shift"] == nil)
  }

  @Test func leavesTheModelWithoutHistory() {
    var model = Model()
    _ = gradient(of: &model) { $0(Tensor([1, 1])).sum() }
    #expect(model.weight.value.history == nil)
    #expect(!model(Tensor([1, 1])).isTracked)
  }

  @Test func atTensors() {
    let slopes = gradient(at: [Tensor([1, 2]), Tensor([3, 4]), Tensor([5])]) {
      ($0[0] * $0[1]).sum()
    }
    #expect(slopes == [Tensor([3, 4]), Tensor([1, 2]), Tensor([0])])
  }

  @Test func aDetachedTensorIsAConstant() {
    let slope = gradient(at: [Tensor([3])]) { ($0[0] * $0[0].detached).sum() }
    #expect(slope == [Tensor([3])])
  }

  @Test func errorsOfTheLossComeThrough() {
    struct Failure: Error {}
    var model = Model()
    #expect(throws: Failure.self) { try gradient(of: &model) { _ in throw Failure() } }
    #expect(Recording.current == nil)
  }

  @Test func stopsAtALossOfManyScalars() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = gradient(at: [Tensor([1, 2])]) { $0[0] }
    }
    #expect(
      message(of: result).contains(
        "gradient(at:): the result must be one scalar, got shape [2]"))
  }
}
