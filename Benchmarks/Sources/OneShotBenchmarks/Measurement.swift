import Foundation

/// How long each step of a job took, in seconds.
struct Measurement {
  let seconds: [Double]

  /// Takes two steps to warm up, then at least `minimumSteps` that count, and more until they took
  /// `minimumSeconds` together.
  init(minimumSteps: Int, minimumSeconds: Double, _ step: () throws -> Void) rethrows {
    for _ in 0..<2 { try step() }
    var seconds: [Double] = []
    var total = 0.0
    while seconds.count < minimumSteps || total < minimumSeconds {
      seconds.append(try Self.seconds(step))
      total += seconds[seconds.count - 1]
    }
    self.seconds = seconds
  }

  /// The middle one; the mean of the middle two of an even number.
  var median: Double { Self.median(of: seconds) }

  static func median(of values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  static func seconds(_ body: () throws -> Void) rethrows -> Double {
    try ContinuousClock().measure(body) / .seconds(1)
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
