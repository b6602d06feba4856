import Foundation
import OneShot
import Testing

@Suite struct EvaluationProtocolTests {
  @Test func isItsNameInJSON() throws {
    let own = EvaluationProtocol(rawValue: "digits")
    let data = try JSONEncoder().encode([EvaluationProtocol.official, .withinGroup, own])
    #expect(String(decoding: data, as: UTF8.self) == "[\"official\",\"within-group\",\"digits\"]")
    #expect(try JSONDecoder().decode([EvaluationProtocol].self, from: data)[2] == own)
    #expect("\(own) \(EvaluationProtocol.acrossGroups)" == "digits across-groups")
  }
}
