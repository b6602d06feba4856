import OneShot
import Testing

@testable import OneShotBenchmarks

@Suite struct AlgorithmTests {
  @Test(arguments: [
    ("automatic", ConvolutionMethod.automatic), ("unfolded", .unfolded),
    ("bilinear:20", .bilinear(tile: 20)),
  ])
  func namesAreUnderstood(name: String, method: ConvolutionMethod) {
    #expect(Algorithm(argument: name)?.method == method)
    #expect(Algorithm(method: method).defaultValueDescription == name)
  }

  @Test(arguments: ["", "bilinear", "bilinear:", "bilinear:1", "bilinear:x", "unfolded:2", "fast"])
  func otherNamesAreRefused(name: String) {
    #expect(Algorithm(argument: name) == nil)
  }
}
