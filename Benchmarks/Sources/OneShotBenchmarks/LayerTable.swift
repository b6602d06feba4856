import Foundation
import OneShot

/// What each part of a training step takes, each part called on its own, beside what it must take: its
/// matrix products at the rate of a large one, or its traffic with memory at the rate of a copy.
struct LayerTable {
  /// One part of the step, or several alike.
  struct Part {
    let name: String
    var count = 1
    var forwardSeconds = 0.0
    var backwardSeconds = 0.0
    var forwardWork = Work()
    var backwardWork = Work()

    var seconds: Double { forwardSeconds + backwardSeconds }

    /// What both directions take at least; 0 where that is not known.
    func bound(at rates: MachineRates) -> Double {
      forwardWork.seconds(at: rates) + backwardWork.seconds(at: rates)
    }
  }

  /// Parts that take more than so many times their bound want a reason.
  static let limit = 1.6

  let network: MeasuredNetwork
  let batch: Int
  let threads: Int
  let rates: MachineRates
  /// A whole step, measured as such.
  let stepSeconds: Double
  let parts: [Part]

  /// Measures a step on `images` images; medians of `steps`.
  init(of network: MeasuredNetwork, images: Int, steps: Int) throws {
    self.network = network
    batch = images
    threads = ThreadPool.threadCount
    let before = MachineRates(threads: threads)
    let times = try network.times(images: images, steps: steps)
    rates = before.best(and: MachineRates(threads: threads))
    stepSeconds = times.step.gradient + times.step.update
    parts = times.parts.parts
  }

  /// A step that was measured elsewhere.
  init(
    network: MeasuredNetwork, batch: Int, threads: Int, rates: MachineRates, stepSeconds: Double,
    parts: [Part]
  ) {
    self.network = network
    self.batch = batch
    self.threads = threads
    self.rates = rates
    self.stepSeconds = stepSeconds
    self.parts = parts
  }

  /// What a step takes beyond its parts; below 0 where parts are faster together than alone.
  var remainder: Double { parts.reduce(stepSeconds) { $0 - $1.seconds } }
  /// What all parts take at least.
  var bound: Double { parts.reduce(0) { $0 + $1.bound(at: rates) } }
}

extension LayerTable: CustomStringConvertible {
  /// A table in Markdown.
  var description: String {
    let title = String(
      format: "A training step of %@ on %d images, threads %d: %.4f s. Bounds: products at "
        + "%.0f GFLOP/s, memory at %.1f GB/s. Bold: more than %.1f times the bound.\n\n",
      network.rawValue, batch, threads, stepSeconds, 2e-9 * rates.multiplyAdds,
      1e-9 * rates.bytes, Self.limit)
    let head = """
      | part | how many | forward, s | backward, s | bound, s | times its bound | of the step |
      | --- | ---: | ---: | ---: | ---: | ---: | ---: |

      """
    let rest = [
      row("everything else", 1, [remainder], bound: 0),
      row("the step", 1, [stepSeconds], bound: bound),
    ]
    let rows = parts.map {
      row(
        $0.name, $0.count, [$0.forwardSeconds, $0.backwardSeconds], bound: $0.bound(at: rates))
    }
    return title + head + (rows + rest).joined(separator: "\n")
  }

  /// - Parameter seconds: Forward and, if there is something, backward.
  private func row(_ name: String, _ count: Int, _ seconds: [Double], bound: Double) -> String {
    let sum = seconds.reduce(0, +)
    let times = String(format: "%.2f", sum / bound)
    let cells = [
      name, "\(count)", String(format: "%.5f", seconds[0]),
      seconds.count > 1 && seconds[1] != 0 ? String(format: "%.5f", seconds[1]) : "–",
      bound > 0 ? String(format: "%.5f", bound) : "–",
      bound > 0 ? (sum > Self.limit * bound ? "**\(times)**" : times) : "–",
      String(format: "%.1f %%", 100 * sum / stepSeconds),
    ]
    return "| " + cells.joined(separator: " | ") + " |"
  }
}

extension LayerTable: Encodable {
  private struct Row: Encodable {
    let part: String
    let count: Int
    let forwardSeconds: Double
    let backwardSeconds: Double
    let boundSeconds: Double
  }

  private enum CodingKeys: CodingKey {
    case workload, network, batch, threads, rates, stepSeconds, parts
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Workload.layers.rawValue, forKey: .workload)
    try container.encode(network.rawValue, forKey: .network)
    try container.encode(batch, forKey: .batch)
    try container.encode(threads, forKey: .threads)
    try container.encode(rates, forKey: .rates)
    try container.encode(stepSeconds, forKey: .stepSeconds)
    let rows = parts.map {
      Row(
        part: $0.name, count: $0.count, forwardSeconds: $0.forwardSeconds,
        backwardSeconds: $0.backwardSeconds, boundSeconds: $0.bound(at: rates))
    }
    try container.encode(rows, forKey: .parts)
  }
}
