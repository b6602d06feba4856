import Testing

@testable import Kernels

@Suite struct ConvolutionPlanTests {
  private func plan(
    _ images: Int, _ size: Int, _ channels: Int, _ kernel: Int, _ filters: Int, stride: Int = 1,
    dilation: Int = 1, groups: Int = 1
  ) -> ConvolutionPlan {
    let output = (size - (kernel - 1) * dilation - 1) / stride + 1
    let window = Window(
      images: ImageBatch(count: images, height: size, width: size, channels: channels),
      kernel: Extent(height: kernel, width: kernel),
      strides: Extent(height: stride, width: stride), padding: Extent(height: 0, width: 0),
      output: Extent(height: output, width: output),
      dilation: Extent(height: dilation, width: dilation))
    return ConvolutionPlan(window: window, filters: filters, groups: groups)
  }

  @Test func theFirstLayerOfTheBlogIsUnfolded() {
    #expect(plan(64, 105, 1, 10, 64).algorithm == .unfolded)
  }

  @Test func theOthersAreBilinear() {
    for plan in [plan(64, 48, 64, 7, 128), plan(64, 21, 128, 4, 128), plan(64, 9, 128, 4, 256)] {
      guard case .bilinear(let tile) = plan.algorithm else {
        Issue.record("\(plan.algorithm)")
        continue
      }
      #expect(tile >= 8)
    }
  }

  @Test func smallKernelsOnManyChannelsTakeToomAndCooksPoints() {
    #expect(plan(128, 28, 64, 3, 64).algorithm == .toomCook(tile: 6))
  }

  @Test func theSizeIsThatOfTheForm() throws {
    let algorithms =
      (4...13).map(ConvolutionAlgorithm.bilinear) + [.toomCook(tile: 4), .toomCook(tile: 6)]
    for algorithm in algorithms {
      let size = try #require(algorithm.size)
      let form = try #require(algorithm.form(taps: 3))
      #expect(form.inputs == size.tile)
      #expect(form.rows.rank == size.rows)
      #expect(form.planes == size.planes)
      #expect(form.groups.reduce(0) { $0 + $1.rank * $1.columns.count } == size.columnEntries)
    }
  }

  @Test func pointwiseAndStridedConvolutionsAreUnfolded() {
    #expect(plan(64, 32, 64, 1, 64).algorithm == .unfolded)
    #expect(plan(64, 48, 64, 7, 128, stride: 2).algorithm == .unfolded)
  }

  @Test func soAreDilatedAndGroupedOnes() {
    #expect(plan(64, 48, 64, 7, 128, dilation: 2).algorithm == .unfolded)
    let whole = plan(64, 48, 64, 7, 128).costs[0]
    let grouped = plan(64, 48, 64, 7, 128, groups: 4)
    #expect(grouped.algorithm == .unfolded)
    #expect(grouped.costs.count == 1)
    #expect(grouped.costs[0].cost < whole.cost / 3)
  }

  @Test func channelsByThemselvesAreDepthwise() {
    #expect(plan(64, 56, 144, 3, 144, groups: 144).algorithm == .depthwise)
    #expect(plan(64, 56, 144, 3, 288, stride: 2, groups: 144).algorithm == .depthwise)
    let (small, large) = (
      plan(64, 56, 144, 3, 144, groups: 144), plan(64, 56, 144, 7, 144, groups: 144)
    )
    #expect(large.costs[0].cost > 2 * small.costs[0].cost)
  }
}
