import OneShot
import Testing

@testable import OneShotBenchmarks

/// The peers' scripts stop unless their networks have as many parameters.
@Suite struct NetworksTests {
  @Test func theBlogsNetworkIsThatOfThePost() throws {
    #expect(try Networks.blog().parameterCount == 38_951_745)
  }

  @Test func theQuickNetworkHasTheParametersOfItsPeers() throws {
    let parameters = try Networks.quick().parameters.map(\.parameter)
    let trainable = parameters.filter { $0.role == .trainable }
    #expect(trainable.reduce(0) { $0 + $1.value.count } == 120_498)
  }
}
