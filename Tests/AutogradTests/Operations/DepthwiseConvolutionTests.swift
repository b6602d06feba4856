import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct DepthwiseConvolutionTests {
  @Test(arguments: [Padding.valid, .same, .zeros(1)], [(1, 1, 1), (2, 1, 2), (2, 2, 1)])
  func gradients(_ padding: Padding, _ settings: (stride: Int, dilation: Int, multiplier: Int)) {
    let (stride, dilation, multiplier) = settings
    expectDifferentiable(at: samples([2, 6, 5, 3], [3, 2, 3, multiplier], [3 * multiplier])) {
      $0[0].depthwiseConvolved(
        with: $0[1], bias: $0[2], strides: (stride, stride), padding: padding,
        dilation: (dilation, dilation))
    }
  }

  /// Each channel is convolved as if it were an image of its own.
  @Test func isAConvolutionOfEachChannel() {
    let inputs = samples([2, 7, 9, 20], [3, 3, 20, 1])
    let found = inputs[0].depthwiseConvolved(with: inputs[1], padding: .same)
    for channel in [0, 7, 8, 19] {
      let expected = inputs[0].slice(channel..<channel + 1, axis: 3).convolved(
        with: inputs[1].slice(channel..<channel + 1, axis: 2), padding: .same)
      expectClose(found.slice(channel..<channel + 1, axis: 3), expected, "\(channel)")
    }
  }

  @Test func theThreadsDoNotChangeABit() {
    let inputs = samples([5, 20, 21, 12], [3, 3, 12, 1], [12])
    func results() -> [Tensor] {
      let convolve = { (inputs: [Tensor]) in
        inputs[0].depthwiseConvolved(with: inputs[1], bias: inputs[2], padding: .same)
      }
      return [convolve(inputs)] + gradient(at: inputs) { convolve($0).square().sum() }
    }
    let before = ThreadPool.threadCount
    defer { ThreadPool.threadCount = before }
    ThreadPool.threadCount = 1
    let single = results()
    ThreadPool.threadCount = 7
    #expect(results() == single)
  }

  @Test func anEmptyBatchStaysEmpty() {
    let images = Tensor.zeros([0, 6, 6, 9])
    let slopes = gradient(at: [images, .ones([3, 3, 9, 1])]) {
      $0[0].depthwiseConvolved(with: $0[1]).sum()
    }
    #expect(slopes == [images, .zeros([3, 3, 9, 1])])
  }

  @Test func stopsAtFiltersThatDoNotFit() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([1, 5, 5, 2]).depthwiseConvolved(with: .zeros([3, 3, 1, 4]))
    }
    #expect(
      message(of: result).contains(
        "depthwiseConvolved: filters [3, 3, 1, 4] do not fit images [1, 5, 5, 2]"))
  }
}
