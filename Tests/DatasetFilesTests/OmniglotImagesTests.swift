import Datasets
import Testing

@testable import DatasetFiles

@Suite(.enabled(if: realData != nil, "ONESHOT_DATA names no folder with Omniglot"))
struct OmniglotOriginalTests {
  @Test func theTwoSmallSetsHaveEightAlphabetsTogether() throws {
    let clock = ContinuousClock()
    let start = clock.now
    let data = try Omniglot.load([.small1, .small2], in: #require(realData))
    print(clock.now - start)
    #expect(data.groups.count == 8)
    #expect(data.classes.count == 242)
    #expect(data.count == 4840)
    #expect(data.imageShape == [105, 105, 1])
    #expect(data.name == "Omniglot (small1, small2)")
    #expect(data.classes.allSatisfy { $0.images.count == 20 })
    let runs = try Omniglot.officialRuns(in: #require(realData))
    #expect(runs.tasks.count == 20)
    #expect(runs.dataset.count == 800)
  }
}
