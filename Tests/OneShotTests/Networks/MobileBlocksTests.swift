import OneShot
import Testing

@Suite struct MobileBlocksTests {
  /// Only blocks that keep size and channels have a shortcut, and the network ends with the head.
  @Test func addsWhereShapesAllowIt() throws {
    let stages = [
      MobileStage(2, filters: 4, strides: 1), MobileStage(3, filters: 6, strides: 2),
    ]
    let leg = Networks.mobileNetV2(stem: 4, stages, head: 10)
    #expect(leg.layers.filter { $0 is Residual }.count == 2 + 2)
    #expect(try leg.outputShape(for: [12, 12, 3]) == [10])
    #expect(leg.layers.filter { $0 is DepthwiseConv2D }.count == 1)
  }
}
