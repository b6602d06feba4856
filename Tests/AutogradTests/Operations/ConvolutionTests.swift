import Autograd
import Kernels
import Tensor
import TestSupport
import Testing

@Suite struct ConvolutionTests {
  @Test(
    arguments: [Padding.valid, .same, .zeros(top: 0, left: 1, bottom: 2, right: 1)],
    [(1, 1), (2, 1), (2, 3)])
  func gradients(_ padding: Padding, _ strides: (Int, Int)) {
    expectDifferentiable(at: samples([2, 5, 6, 2], [3, 2, 2, 3], [3])) {
      $0[0].convolved(
        with: $0[1], bias: $0[2], strides: (height: strides.0, width: strides.1), padding: padding)
    }
  }

  @Test(arguments: [(1, 2), (2, 1), (2, 2)])
  func gradientsInGroupsAndWithDilation(_ settings: (groups: Int, dilation: Int)) {
    let (groups, dilation) = settings
    expectDifferentiable(at: samples([2, 6, 5, 4], [2, 3, 4 / groups, 6], [6])) {
      $0[0].convolved(
        with: $0[1], bias: $0[2], padding: .zeros(1), dilation: (dilation, 1), groups: groups)
    }
  }

  /// Several strips of patches in each of several groups, against a convolution of each group.
  @Test func groupsAreConvolvedEachByItself() {
    let inputs = samples([3, 40, 37, 10], [5, 6, 5, 8], seed: 3)
    let found = inputs[0].convolved(with: inputs[1], strides: (2, 1), groups: 2)
    for group in 0..<2 {
      let expected = inputs[0].slice(group * 5..<group * 5 + 5, axis: 3).convolved(
        with: inputs[1].slice(group * 4..<group * 4 + 4, axis: 3), strides: (2, 1))
      expectClose(found.slice(group * 4..<group * 4 + 4, axis: 3), expected, tolerance: 2e-6)
    }
  }

  /// Padding that differs on each side, and in part reaches beyond a whole tile.
  @Test(arguments: [
    ConvolutionAlgorithm.bilinear(tile: 4), .bilinear(tile: 7), .toomCook(tile: 4),
    .toomCook(tile: 6),
  ])
  func everyAlgorithmPadsAlike(_ algorithm: ConvolutionAlgorithm) {
    let inputs = samples([2, 6, 5, 9], [3, 3, 9, 4], [4])
    let window = SlidingWindow(
      kernel: (3, 3), padding: .zeros(top: 2, left: 0, bottom: 1, right: 7))
    func results(_ algorithm: ConvolutionAlgorithm) -> [Tensor] {
      let convolve = { (x: [Tensor]) in
        x[0].convolved(with: x[1], bias: x[2], window: window, then: .relu, algorithm: algorithm)
      }
      return [convolve(inputs)] + gradient(at: inputs) { convolve($0).square().sum() }
    }
    for (found, expected) in zip(results(algorithm), results(.unfolded)) {
      expectClose(found, expected, tolerance: 4e-6)
    }
  }

  /// Larger than one strip of unfolded patches, against the definition.
  @Test func agreesWithTheDefinitionOnLargerImages() {
    let inputs = samples([3, 40, 37, 5], [7, 6, 5, 4], seed: 3)
    let (x, w) = (inputs[0], inputs[1])
    let found = x.convolved(with: w)
    #expect(found.shape == [3, 34, 32, 4])
    for position in [[0, 0, 0, 0], [1, 33, 31, 3], [2, 17, 5, 1], [2, 33, 0, 2]] {
      var sum = 0.0
      for i in 0..<7 {
        for j in 0..<6 {
          for c in 0..<5 {
            let pixel = x[scalarAt: position[0], position[1] + i, position[2] + j, c]
            sum += Double(pixel) * Double(w[scalarAt: i, j, c, position[3]])
          }
        }
      }
      let scalar = found[scalarAt: position[0], position[1], position[2], position[3]]
      expectClose(scalar, Float(sum))
    }
  }

  /// ⟨conv(x, w), g⟩ is linear in x and in w, so both gradients must give the same number.
  @Test func gradientsAreAdjoint() {
    let inputs = samples([9, 30, 31, 3], [5, 4, 3, 6], seed: 4)
    let seed = samples([9, 13, 14, 6], seed: 5)[0]
    let product = { (inputs: [Tensor]) in
      (inputs[0].convolved(with: inputs[1], strides: (2, 2)) * seed).sum()
    }
    let value = product(inputs).item
    let slopes = gradient(at: inputs, product)
    expectClose((slopes[0] * inputs[0]).sum().item, value, tolerance: 1e-4)
    expectClose((slopes[1] * inputs[1]).sum().item, value, tolerance: 1e-4)
  }

  @Test func theThreadsDoNotChangeABit() {
    let inputs = samples([5, 20, 20, 3], [4, 4, 3, 8], [8])
    func results() -> [Tensor] {
      let convolve = { (inputs: [Tensor]) in inputs[0].convolved(with: inputs[1], bias: inputs[2]) }
      return [convolve(inputs)] + gradient(at: inputs) { convolve($0).square().sum() }
    }
    let before = ThreadPool.threadCount
    defer { ThreadPool.threadCount = before }
    ThreadPool.threadCount = 1
    let single = results()
    ThreadPool.threadCount = 7
    #expect(results() == single)
  }

  /// Convolutions of an empty batch, and their gradients, are empty.
  @Test func anEmptyBatchStaysEmpty() {
    let inputs = [Tensor.zeros([0, 6, 6, 9]), samples([3, 3, 9, 4])[0]]
    for algorithm in [ConvolutionAlgorithm.unfolded, .bilinear(tile: 5)] {
      let slopes = gradient(at: inputs) {
        $0[0].convolved(
          with: $0[1], bias: nil, window: SlidingWindow(kernel: (3, 3)), then: .bias,
          algorithm: algorithm
        ).sum()
      }
      #expect(slopes[0] == inputs[0])
    }
  }

  @Test func theBilinearFormReallyRuns() {
    let inputs = samples([2, 12, 12, 9], [3, 3, 9, 4])
    func output(_ algorithm: ConvolutionAlgorithm?) -> Tensor {
      inputs[0].convolved(
        with: inputs[1], bias: nil, window: SlidingWindow(kernel: (3, 3)), then: .bias,
        algorithm: algorithm)
    }
    let expected = output(.unfolded)
    for algorithm in [nil, ConvolutionAlgorithm.bilinear(tile: 5), .bilinear(tile: 12)] {
      expectClose(output(algorithm), expected, tolerance: 2e-6)
    }
    #expect(output(.bilinear(tile: 5)) != expected)
  }

  @Test func stopsAtFiltersThatDoNotFit() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([1, 5, 5, 2]).convolved(with: .zeros([3, 3, 1, 4]))
    }
    #expect(
      message(of: result).contains(
        "convolved: filters [3, 3, 1, 4] do not fit images [1, 5, 5, 2]"))
  }
}
