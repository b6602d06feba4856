import Testing

@testable import Kernels

@Suite struct ConvolutionAlgorithmTests {
  @Test func unfoldingHasNoForm() {
    #expect(ConvolutionAlgorithm.unfolded.form(taps: 3).map(\.planes) == nil)
    #expect(ConvolutionAlgorithm.unfolded.size.map(\.planes) == nil)
  }

  @Test func tilesHaveTheirForm() throws {
    for algorithm in [ConvolutionAlgorithm.bilinear(tile: 6), .toomCook(tile: 6)] {
      let form = try #require(algorithm.form(taps: 3))
      #expect(form.inputs == 6 && form.taps == 3 && form.outputs == 4)
    }
  }
}
