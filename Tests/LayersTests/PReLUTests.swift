import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct PReLUTests {
  @Test func agreesWithPyTorch() throws {
    try expectJudged(PReLU(), by: Fixture("PReLU/channels"))
    try expectJudged(PReLU(.shared), by: Fixture("PReLU/shared"))
  }

  @Test func begins() throws {
    var layer = PReLU()
    #expect(try layer.build(for: [4, 4, 3]) == [4, 4, 3])
    #expect(layer.slope.value == .full([3], 0.25))
    layer = PReLU(.shared, slope: 0.1)
    try layer.build(for: [4, 4, 3])
    #expect(layer.slope.value == .full([1], 0.1))
  }

  @Test func refusesASlopeOfOtherChannels() throws {
    var layer = PReLU()
    try layer.build(for: [3])
    let error = #expect(throws: ShapeError.self) { try layer.build(for: [4]) }
    #expect(error?.message == "slope has shape [3], but the input needs [4]")
  }
}
