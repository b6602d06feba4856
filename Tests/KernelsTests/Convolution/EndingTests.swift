import CKernels
import Testing

@testable import Kernels

@Suite struct EndingTests {
  @Test func cutsOffWhatAnEpilogueDoes() throws {
    for (epilogue, least, most) in [
      (ConvolutionEpilogue.bias, -Float.infinity, Float.infinity), (.relu, 0, .infinity),
      (.relu6, 0, 6),
    ] {
      let ending = try #require(Ending(epilogue))
      #expect(ending.least == least && ending.most == most)
      #expect(ending.scale == nil && ending.shift == nil)
    }
    for epilogue in [ConvolutionEpilogue.reluMaxPool, .leakyReLU(slope: 0.1)] {
      #expect(Ending(epilogue) == nil)
    }
  }

  @Test func columnsHaveTermsOfTheirOwn() throws {
    let terms: [Float] = [1, 2, 3]
    try terms.withPointer { terms in
      let ending = try #require(Ending(.relu6, bias: terms)).columns(from: 2)
      #expect(ending.shift?.pointee == 3 && ending.scale == nil && ending.most == 6)
    }
  }
}
