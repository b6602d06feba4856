import Foundation
import Optimizers
import TestSupport
import Testing

@testable import Training

@Suite struct CSVLoggerTests {
  @Test func writesALineForEachEpoch() throws {
    try inTemporaryFolder { folder in
      let problem = Problem()
      let url = folder.appending(path: "log.csv")
      var model = try problem.model()
      var optimizer = SGD(learningRate: 0)
      var epoch = 0.0
      try fit(
        &model, with: &optimizer, epochs: 2, stepsPerEpoch: 3, callbacks: [CSVLogger(url)],
        batch: { _ in 0 }, loss: { _, _ in 2 }
      ) { _ in
        epoch += 1
        return epoch == 1 ? ["a,b": 0.5] : ["a,b": 0.25, "new": 1]
      }
      let penalty = model.regularizationPenalty
      let loss = Double(2 + penalty)
      #expect(
        try String(contentsOf: url, encoding: .utf8)
          == "epoch,iteration,loss,\"a,b\",new\n1,3,\(loss),0.5,\n2,6,\(loss),0.25,1.0\n")
    }
  }
}
