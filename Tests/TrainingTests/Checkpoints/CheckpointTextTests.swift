import Testing

@testable import Training

@Suite struct CheckpointTextTests {
  private struct Numbers: Codable, Equatable {
    var numbers: [Double]
    var single: Float
  }

  @Test func numbersThatJSONDoesNotHaveComeBack() throws {
    let numbers = Numbers(
      numbers: [.infinity, -.infinity, 0.1, 1.0 / 3, .leastNonzeroMagnitude], single: 0.1)
    let text = try CheckpointText.encode(numbers)
    #expect(try CheckpointText.decode(Numbers.self, text) == numbers)
    let nan = try CheckpointText.encode([Double.nan])
    #expect(try CheckpointText.decode([Double].self, nan)[0].isNaN)
  }

  @Test func aSingleValueIsAText() throws {
    #expect(try CheckpointText.decode(Int.self, try CheckpointText.encode(7)) == 7)
  }
}
