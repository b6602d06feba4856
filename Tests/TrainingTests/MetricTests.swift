import Foundation
import Testing
import Training

@Suite struct MetricTests {
  @Test func knowsItsDirection() {
    #expect(Metric.loss.goal == .minimize)
    #expect(Metric.oneShotAccuracy.goal == .maximize)
    #expect(Metric.verificationAccuracy.goal == .maximize)
    #expect("\(Metric("perplexity", .minimize))" == "perplexity")
  }

  @Test func comesBackFromAFile() throws {
    let metric = Metric("perplexity", .minimize)
    let data = try JSONEncoder().encode(metric)
    #expect(try JSONDecoder().decode(Metric.self, from: data) == metric)
    #expect(metric != Metric("perplexity", .maximize))
  }
}
