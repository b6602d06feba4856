import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct GroupNormTests {
  @Test(arguments: Fixture.cases(of: "GroupNorm"))
  func agreesWithPyTorch(_ fixture: Fixture) throws {
    try expectJudged(GroupNorm(fixture.integer("groups")), by: fixture)
  }

  @Test func doesTheSameForEachSampleByItself() throws {
    var layer = GroupNorm(2)
    try layer.build(for: [3, 3, 4])
    let x = samples([2, 3, 3, 4])[0]
    #expect(layer(x)[1..<2] == layer(x[1..<2]))
  }

  @Test func refusesChannelsThatItsGroupsDoNotDivide() {
    for (input, message) in [
      ([5, 5, 6] as Shape, "GroupNorm(4) expects a multiple of 4 channels, got [5, 5, 6]"),
      ([], "GroupNorm expects channels, got a scalar"),
    ] {
      let error = #expect(throws: ShapeError.self) { try GroupNorm(4).outputShape(for: input) }
      #expect(error?.message == message)
    }
  }

  @Test func refusesNoGroups() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = GroupNorm(0)
    }
    #expect(
      message(of: result).contains("GroupNorm: expected a positive number of groups, got 0"))
  }
}
