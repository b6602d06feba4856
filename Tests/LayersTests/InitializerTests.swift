import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct InitializerTests {
  private let shape: Shape = [5, 4, 30, 80]
  private let fans: (input: Float, output: Float) = (5 * 4 * 30, 5 * 4 * 80)

  private func made(_ initializer: Initializer, _ shape: Shape, seed: UInt64 = 1) -> Tensor {
    var random = SeededGenerator(seed: seed)
    return initializer(shape, using: &random)
  }

  private func expect(
    _ initializer: Initializer, deviation: Float, bound: Float,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let values = made(initializer, shape)
    let mean = values.mean().item
    let spread = (values - mean).square().mean().sqrt().item
    // 48 000 draws: the deviation is known to better than 1 %.
    expectClose(spread, deviation, tolerance: 0.015, sourceLocation: sourceLocation)
    #expect(abs(mean) < 0.03 * deviation, sourceLocation: sourceLocation)
    let extreme = values.abs().max().item
    #expect(extreme <= bound * 1.0001, sourceLocation: sourceLocation)
    #expect(extreme > bound * 0.97, sourceLocation: sourceLocation)
  }

  @Test func constantsAreConstant() {
    #expect(made(.zeros, [2, 3]) == .zeros([2, 3]))
    #expect(made(.ones, [2, 3]) == .ones([2, 3]))
    #expect(made(.constant(0.5), [2, 3]) == .full([2, 3], 0.5))
  }

  @Test func uniformsHaveTheirVariance() {
    func check(_ initializer: Initializer, _ variance: Float) {
      expect(initializer, deviation: variance.squareRoot(), bound: (3 * variance).squareRoot())
    }
    check(.glorotUniform, 2 / (fans.input + fans.output))
    check(.heUniform, 2 / fans.input)
    check(.leCunUniform, 1 / fans.input)
    check(.uniform(), 0.05 * 0.05 / 3)
  }

  @Test func truncatedNormalsHaveTheirVariance() {
    func check(_ initializer: Initializer, _ variance: Float) {
      // Two standard deviations of the distribution before it was cut.
      let bound = 2 * variance.squareRoot() / 0.879_625_66
      expect(initializer, deviation: variance.squareRoot(), bound: bound)
    }
    check(.glorotNormal, 2 / (fans.input + fans.output))
    check(.heNormal, 2 / fans.input)
    check(.leCunNormal, 1 / fans.input)
  }

  @Test func aTruncatedNormalIsCutAtTwoDeviations() {
    expect(
      .truncatedNormal(standardDeviation: 0.1), deviation: 0.1 * 0.879_625_66, bound: 0.2)
  }

  @Test func aNormalHasItsMoments() {
    let values = made(.normal(mean: 0.5, standardDeviation: 0.01), shape)
    expectClose(values.mean(), Tensor(0.5), tolerance: 1e-3)
    let deviations = (values - 0.5) / 0.01
    expectClose(deviations.square().mean(), Tensor(1), tolerance: 0.03)
    // The fourth moment of a normal distribution is 3.
    expectClose(deviations.square().square().mean(), Tensor(3), tolerance: 0.1)
    #expect(deviations.abs().max().item > 3)
  }

  @Test(arguments: [[7, 4], [4, 7], [5, 5], [3, 3, 2, 8]])
  func orthogonalRowsOrColumns(_ dimensions: [Int]) {
    let values = made(.orthogonal(gain: 2), Shape(dimensions))
    let columns = dimensions.last!
    let matrix = values.reshaped(to: [values.count / columns, columns])
    let isTall = matrix.shape[0] >= columns
    let product =
      isTall ? matrix.transposed().matmul(matrix) : matrix.matmul(matrix.transposed())
    expectClose(product, .identity(product.shape[0]) * 4)
  }

  @Test func aBiasHasItsSizeAsFans() {
    // Glorot's limit for fans 50 and 50.
    #expect(made(.glorotUniform, [50]).abs().max().item <= (6.0 as Float / 100).squareRoot())
  }

  @Test func theSeedDecides() {
    #expect(made(.glorotUniform, [3, 4]) == made(.glorotUniform, [3, 4]))
    #expect(made(.glorotUniform, [3, 4]) != made(.glorotUniform, [3, 4], seed: 2))
  }
}
