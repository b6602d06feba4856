import Foundation
import Testing

@testable import Datasets

@Suite struct CheckedDecodingTests {
  private struct Value: Decodable {
    enum CodingKeys: CodingKey { case even, chance }
    let even: Int
    let chance: Float

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      even = try values.decode(.even, expected: "an even number") { $0 % 2 == 0 }
      chance = try values.decodeProbability(.chance)
    }
  }

  private func read(_ text: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(text.utf8))
  }

  @Test func whatIsExpectedIsRead() throws {
    let value = try read("{\"even\":4,\"chance\":0.5}")
    #expect(value.even == 4 && value.chance == 0.5)
  }

  @Test func theMessageSaysWhatWasFoundAndExpected() throws {
    let error = #expect(throws: DecodingError.self) { try read("{\"even\":3,\"chance\":0.5}") }
    guard case .dataCorrupted(let context) = try #require(error) else {
      Issue.record("another error")
      return
    }
    #expect(context.debugDescription == "expected an even number, found 3")
    #expect(context.codingPath.last?.stringValue == "even")
    #expect(throws: DecodingError.self) { try read("{\"even\":4,\"chance\":1.5}") }
    #expect(throws: DecodingError.self) { try read("{\"even\":4}") }
  }

  @Test func probabilitiesAreWithinZeroAndOne() async {
    #expect(
      isProbability(0) && isProbability(1) && !isProbability(1.1) && !isProbability(-.ulpOfOne))
    #expect(!isProbability(.nan))
    await #expect(processExitsWith: .failure) { requireProbability(2, of: "a test") }
  }
}
