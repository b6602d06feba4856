import Foundation

/// How long each step of a job took, in seconds.
struct Measurement {
  let seconds: [Double]

  /// Warms up with two steps and a tenth of the time, then takes at least `minimumSteps` that count,
  /// and more until they took `minimumSeconds` together.
  init(minimumSteps: Int, minimumSeconds: Double, _ step: () throws -> Void) rethrows {
    _ = try Self.times(steps: 2, seconds: minimumSeconds / 10, step)
    seconds = try Self.times(steps: minimumSteps, seconds: minimumSeconds, step)
  }

  private static func times(
    steps: Int, seconds: Double, _ step: () throws -> Void
  ) rethrows -> [Double] {
    var times: [Double] = []
    var total = 0.0
    while times.count < steps || total < seconds {
      let time = try ContinuousClock().measure(step) / .seconds(1)
      times.append(time)
      total += time
    }
    return times
  }

  /// The middle one; the mean of the middle two of an even number.
  var median: Double { Self.median(of: seconds) }

  /// What 99 % of them take no more than.
  var percentile99: Double { seconds.sorted()[min(seconds.count - 1, seconds.count * 99 / 100)] }

  static func median(of values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}

/// The most memory that this process has held at a time, in bytes.
func peakMemory() -> Int {
  var usage = rusage()
  #if os(Linux)
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
  #else
    getrusage(RUSAGE_SELF, &usage)
    return usage.ru_maxrss
  #endif
}
