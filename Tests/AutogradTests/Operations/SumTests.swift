import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct SumTests {
  static let axes: [[Int]] = [
    [], [0], [1], [2], [-1], [0, 1], [1, 2], [0, 2], [2, 0], [0, 1, 2],
  ]

  @Test(arguments: axes)
  func sumsAndMeansAlongAxes(_ axes: [Int]) {
    let x = samples([3, 4, 5])
    expectDifferentiable(at: x) { $0[0].sum(axes: axes).square() }
    expectDifferentiable(at: x) { $0[0].mean(axes: axes, keepingDimensions: true).square() }
    let reduced = Set(axes.map { ($0 + 3) % 3 })
    var expected: [[Int]: Float] = [:]
    for i in 0..<3 {
      for j in 0..<4 {
        for k in 0..<5 {
          let key = [i, j, k].enumerated().map { reduced.contains($0.offset) ? 0 : $0.element }
          expected[key, default: 0] += x[0][scalarAt: i, j, k]
        }
      }
    }
    let found = x[0].sum(axes: axes, keepingDimensions: true)
    #expect(found.count == expected.count)
    for (key, value) in expected {
      #expect(abs(found[scalarAt: key[0], key[1], key[2]] - value) < 1e-5)
    }
    #expect(found.scalars == x[0].sum(axes: axes).scalars)
    #expect(found.rank == 3)
    #expect(x[0].sum(axes: axes).rank == 3 - axes.count)
  }

  @Test func manySmallNumbersDoNotVanish() {
    let count = 1 << 22
    let expected = Float(Double(Float(0.1)) * Double(count))
    expectClose(Tensor.full([count], 0.1).sum().item, expected, tolerance: 2e-6)
    let columns = Tensor.full([1 << 20, 3], 0.1).sum(axes: [0])
    expectClose(columns, .full([3], Float(Double(Float(0.1)) * Double(1 << 20))), tolerance: 2e-6)
  }

  @Test func nothingSumsTo0() {
    #expect(Tensor.zeros([0, 3]).sum(axes: [0]) == .zeros([3]))
    #expect(Tensor.zeros([0, 3]).sum() == Tensor(0))
  }

  @Test func theThreadsDoNotChangeABit() {
    let x = samples([2000, 100])[0]
    let before = ThreadPool.threadCount
    defer { ThreadPool.threadCount = before }
    ThreadPool.threadCount = 1
    let single = [x.sum(), x.sum(axes: [0]), x.sum(axes: [1])]
    ThreadPool.threadCount = 6
    #expect([x.sum(), x.sum(axes: [0]), x.sum(axes: [1])] == single)
  }

  @Test func broadcasts() {
    #expect(Tensor([[1], [2]]).broadcast(to: [3, 2, 2])[2] == Tensor([[1, 1], [2, 2]]))
    expectDifferentiable(at: samples([2, 1])) { $0[0].broadcast(to: [3, 2, 2]).square() }
  }

  @Test func stopsAtAxesThatRepeat() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([4, 2]).sum(axes: [1, -1])
    }
    #expect(message(of: result).contains("reduction: axes [1, -1] repeat, shape [4, 2]"))
  }
}
