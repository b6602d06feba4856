import Testing

@testable import Kernels

@Suite struct ScalingTests {
  @Test(arguments: [0, 1, 7, 100_003])
  func scalesEveryScalar(_ count: Int) {
    var scalars = (0..<count + 1).map { Float($0) }
    scalars.withUnsafeMutableBufferPointer { scale($0.baseAddress!, by: 0.25, count: count) }
    #expect(scalars == (0..<count).map { Float($0) * 0.25 } + [Float(count)])
  }
}
