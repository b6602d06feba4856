import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct SlidingWindowTests {
  @Test func outputSizesAreTensorFlows() {
    func size(
      _ kernel: Int, _ stride: Int, _ padding: Padding, on side: Int
    ) -> Int? {
      SlidingWindow(kernel: (kernel, kernel), strides: (stride, stride), padding: padding)
        .outputSize(height: side, width: side)?.height
    }
    #expect(size(10, 1, .valid, on: 105) == 96)
    #expect(size(2, 2, .valid, on: 21) == 10)
    #expect(size(3, 2, .valid, on: 8) == 3)
    #expect(size(3, 2, .same, on: 7) == 4)
    #expect(size(3, 2, .same, on: 8) == 4)
    #expect(size(9, 1, .same, on: 4) == 4)
    #expect(size(5, 1, .valid, on: 5) == 1)
    #expect(size(6, 1, .valid, on: 5) == nil)
  }

  @Test func outputSizesArePyTorchs() {
    func size(_ window: SlidingWindow, on side: Int) -> Int? {
      window.outputSize(height: side, width: side)?.width
    }
    let first = SlidingWindow(kernel: (7, 7), strides: (2, 2), padding: .zeros(3))
    #expect(size(first, on: 224) == 112)
    #expect(size(first, on: 1) == 1)
    let pooling = SlidingWindow(kernel: (3, 3), strides: (2, 2), roundsUp: true)
    #expect(size(pooling, on: 6) == 3)
    #expect(size(pooling, on: 7) == 3)
    #expect(size(pooling, on: 1) == nil)
    let dilated = SlidingWindow(kernel: (3, 3), padding: .zeros(2), dilation: (2, 2))
    #expect(size(dilated, on: 9) == 9)
    #expect(size(SlidingWindow(kernel: (3, 3), dilation: (4, 4)), on: 8) == nil)
    #expect(size(SlidingWindow(kernel: (3, 3), padding: .same, dilation: (4, 4)), on: 8) == 8)
  }

  @Test func stopsAtNegativePadding() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SlidingWindow(kernel: (3, 3), padding: .zeros(-1))
    }
    #expect(message(of: result).contains("padding must not be negative"))
  }

  @Test func equality() {
    let window = SlidingWindow(kernel: (2, 3))
    #expect(window == SlidingWindow(kernel: (2, 3), strides: (1, 1), padding: .valid))
    #expect(window != SlidingWindow(kernel: (3, 2)))
    #expect(window != SlidingWindow(kernel: (2, 3), dilation: (1, 2)))
    #expect(window != SlidingWindow(kernel: (2, 3), roundsUp: true))
    #expect(Set([window, window]).count == 1)
  }
}
