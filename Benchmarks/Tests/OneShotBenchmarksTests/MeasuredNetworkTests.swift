import OneShot
import Testing

@testable import OneShotBenchmarks

@Suite struct MeasuredNetworkTests {
  @Test(arguments: [
    (MeasuredNetwork.blog, 2, "distance, head and loss"), (.quick, 8, "distances, head and losses"),
    (.resnet12, 2, "loss"),
  ])
  func everyStepHasItsParts(network: MeasuredNetwork, images: Int, ending: String) throws {
    #expect(network.workload.objection(to: images) == nil)
    let (step, times) = try network.times(images: images, steps: 1)
    #expect(step.gradient > 0)
    #expect(times.parts.suffix(2).map(\.name) == [ending, "optimizer"])
    #expect(times.parts.contains { $0.name.hasPrefix("conv") && $0.backwardSeconds > 0 })
  }

  @Test func theOptimizerReadsAndWritesEachWeightAndItsMoments() throws {
    let parts = try MeasuredNetwork.blog.times(images: 2, steps: 1).parts.parts
    #expect(parts[parts.count - 1].forwardWork.scalars == Double(5 * 38_951_745))
  }

  @Test func theLayersAreBuilt() throws {
    for network in MeasuredNetwork.allCases {
      #expect(
        try network.layers().layers.allSatisfy {
          $0.parameters.allSatisfy { !$0.parameter.isPending }
        })
    }
  }
}
