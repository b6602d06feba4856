import TestSupport
import Testing

@testable import Tuning

@Suite struct DimensionTests {
  @Test func badBoundsStop() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = SearchSpace.Dimension.log("rate", 0...1)
    }
    #expect(message(of: result).contains("rate: expected positive bounds of a log range"))
  }
}
