import Testing
import Training

@Suite struct ProgressBarTests {
  /// What a bar of 4 steps writes when each takes a second.
  private func written(isLive: Bool, interval: Double) -> [String] {
    var (lines, time): ([String], Double) = ([], 0)
    var bar = ProgressBar(
      total: 4, unit: "pairs", isLive: isLive, interval: interval, write: { lines.append($0) },
      now: { time })
    for step in 1...4 {
      time += 1
      bar.update(to: step, items: step * 32, values: [("loss", "0.\(5 - step)")])
    }
    bar.finish()
    return lines
  }

  @Test func plainLinesNowAndThenAndAtTheEnd() {
    #expect(
      written(isLive: false, interval: 2) == [
        "1/4 loss 0.4 · 32.0 pairs/s · 0:03 left\n", "3/4 loss 0.2 · 32.0 pairs/s · 0:01 left\n",
        "4/4 loss 0.1 · 32.0 pairs/s · 0:00 left\n",
      ])
  }

  @Test func aLiveLineIsDrawnOverItself() {
    let lines = written(isLive: true, interval: 0)
    #expect(lines.count == 5)
    #expect(lines.dropLast().allSatisfy { $0.hasPrefix("\r") && !$0.contains("\n") })
    #expect(lines[1].contains("2/4 ━━━━━━━━━━────────── loss 0.3"))
    #expect(lines[4] == "\n")
  }

  @Test func aBarWithoutATotalCounts() {
    var lines: [String] = []
    var time = 0.0
    var bar = ProgressBar(isLive: false, write: { lines.append($0) }, now: { time })
    time = 2
    bar.update(to: 20, items: 20)
    #expect(lines == ["20 10.0 steps/s\n"])
  }

  @Test func noTimeIsTooLongToShow() {
    var lines: [String] = []
    var bar = ProgressBar(total: .max, isLive: true, write: { lines.append($0) }, now: { 0 })
    bar.update(to: 1, items: 1)
    #expect(lines.count == 1 && lines[0].contains("left"))
  }
}
