import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct ArithmeticTests {
  private let operators: [(Tensor, Tensor) -> Tensor] = [
    { $0 + $1 }, { $0 - $1 }, { $0 * $1 }, { $0 / $1 }, { .maximum($0, $1) }, { .minimum($0, $1) },
  ]
  private let references: [(Float, Float) -> Float] = [
    { $0 + $1 }, { $0 - $1 }, { $0 * $1 }, { $0 / $1 }, { max($0, $1) }, { min($0, $1) },
  ]
  static let shapes: [(Shape, Shape)] = [
    ([2, 3], [2, 3]), ([2, 3], [3]), ([3], [2, 3]), ([2, 3], [2, 1]), ([2, 1], [1, 3]),
    ([2, 3, 4], [3, 1]), ([2, 1, 4], [3, 1]), ([2, 3], []), ([], [2]), ([1, 1], [3, 2, 1]),
    ([2, 1, 3, 1], [4, 1, 2]), ([1], [1]), ([3, 1, 1], [1, 2, 5]),
  ]

  @Test(arguments: shapes)
  func broadcastsAsNumPyDoes(_ a: Shape, _ b: Shape) {
    let inputs = samples(a, b)
    for (operation, reference) in zip(operators, references) {
      #expect(operation(inputs[0], inputs[1]) == naive(inputs[0], inputs[1], reference))
    }
  }

  @Test(arguments: shapes)
  func gradientsAreSummedOverWhatWasRepeated(_ a: Shape, _ b: Shape) {
    // Half a tenth apart at least, so that no maximum changes its side.
    let inputs = [distinct(a), distinct(b, seed: 8) + 0.05]
    // All but the quotient, whose divisors stay away from 0.
    for operation in operators[..<3] + operators[4...] {
      expectDifferentiable(at: inputs) { operation($0[0], $0[1]) }
    }
    expectDifferentiable(at: samples(a, b)) { $0[0] / ($0[1].square() + 0.5) }
  }

  /// NumPy's rule, index by index.
  private func naive(_ a: Tensor, _ b: Tensor, _ operation: (Float, Float) -> Float) -> Tensor {
    let rank = max(a.rank, b.rank)
    func padded(_ shape: Shape) -> [Int] {
      Array(repeating: 1, count: rank - shape.rank) + shape.dimensions
    }
    let (first, second) = (padded(a.shape), padded(b.shape))
    let target = Shape(zip(first, second).map { $0 == 1 ? $1 : $0 })
    func offset(_ index: Int, _ dimensions: [Int]) -> Int {
      var (rest, result, stride) = (index, 0, 1)
      for axis in (0..<rank).reversed() {
        if dimensions[axis] != 1 { result += rest % target[axis] * stride }
        rest /= target[axis]
        stride *= dimensions[axis]
      }
      return result
    }
    let scalars = (0..<target.count).map {
      operation(a.scalars[offset($0, first)], b.scalars[offset($0, second)])
    }
    return Tensor(scalars, shape: target)
  }

  @Test func withNumbers() {
    let x = samples([2, 3])
    #expect(2 + x[0] == x[0] + Tensor(2))
    #expect(x[0] - 2 == x[0] - Tensor(2))
    #expect(2 - x[0] == Tensor(2) - x[0])
    #expect(2 * x[0] == x[0] * Tensor(2))
    #expect(x[0] / 2 == x[0] * Tensor(0.5))
    #expect(2 / x[0] == Tensor(2) / x[0])
    expectDifferentiable(at: x) { 2 - (3 / ($0[0] * 2 + 5) - 1) / 4 }
    expectDifferentiable(at: x) { -$0[0] }
  }

  @Test func addsInPlace() {
    var x = Tensor([1, 2])
    let copy = x
    x += Tensor([10])
    #expect(x == Tensor([11, 12]))
    #expect(copy == Tensor([1, 2]))
  }

  @Test func aTensorUsedTwiceGetsBothGradients() {
    let x = samples([3])
    expectDifferentiable(at: x) { $0[0] + $0[0] }
    expectDifferentiable(at: x) { $0[0] * $0[0] - $0[0] }
    expectDifferentiable(at: x) { inputs in
      let square = inputs[0] * inputs[0]
      return square * square + square
    }
  }

  @Test func stopsAtShapesThatDoNotFit() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]) + Tensor.zeros([2])
    }
    #expect(
      message(of: result).contains("shapes [2, 3] and [2] cannot be broadcast together"))
  }
}
