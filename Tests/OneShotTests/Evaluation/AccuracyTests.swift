import OneShot
import Testing

@Suite struct AccuracyTests {
  @Test func valueAndText() {
    let accuracy = Accuracy(correct: 338, of: 400)
    #expect(accuracy.value == 0.845)
    #expect(accuracy.description == "84.5 % ± 3.5 (338 of 400)")
    #expect(Accuracy(correct: 400, of: 400).percentText == "100.0 % ± 0.5")
  }

  /// Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I, method 3.
  @Test(arguments: [
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611),
    (1, 29, 0.0061, 0.1718),
  ])
  func wilsonInterval(correct: Int, trials: Int, low: Double, high: Double) {
    let interval = Accuracy(correct: correct, of: trials).interval
    #expect(abs(interval.lowerBound - low) < 5.1e-5)
    #expect(abs(interval.upperBound - high) < 5.1e-5)
  }

  @Test func intervalNeverLeavesZeroToOne() {
    for trials in 1...50 {
      for correct in 0...trials {
        let accuracy = Accuracy(correct: correct, of: trials)
        #expect(accuracy.interval.lowerBound >= 0 && accuracy.interval.upperBound <= 1)
        #expect(accuracy.interval.contains(accuracy.value))
        #expect(accuracy.halfWidth > 0)
      }
    }
  }
}
