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

  @Test func equality() {
    let window = SlidingWindow(kernel: (2, 3))
    #expect(window == SlidingWindow(kernel: (2, 3), strides: (1, 1), padding: .valid))
    #expect(window != SlidingWindow(kernel: (3, 2)))
    #expect(Set([window, window]).count == 1)
  }
}
