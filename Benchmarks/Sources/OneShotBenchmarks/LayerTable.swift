import Foundation
import OneShot

/// What each part of a training step of the blog's network takes, each part called on its own.
struct LayerTable: Encodable {
  /// One part of the step.
  struct Part: Encodable {
    let name: String
    var forwardSeconds = 0.0
    var backwardSeconds = 0.0
    /// Multiply-adds of a direct computation, forward; 0 where they are not what matters.
    var multiplyAdds = 0.0
    /// Backward in units of forward: 2 with the gradients of input and weight, 1 with the latter.
    var backwardWork = 0.0

    var seconds: Double { forwardSeconds + backwardSeconds }
    /// Direct-equivalent GFLOP/s, two for each multiply-add.
    var forwardRate: Double { 2e-9 * multiplyAdds / forwardSeconds }
    var backwardRate: Double { 2e-9 * multiplyAdds * backwardWork / backwardSeconds }
  }

  let workload = Workload.layers.rawValue
  let batch: Int
  let threads: Int
  /// A whole step, measured as such.
  let stepSeconds: Double
  let parts: [Part]

  /// Measures a step on `images` images, half of them on each side; medians of `steps`.
  init(images: Int, steps: Int) throws {
    var network = try Networks.blog()
    let step = try StepTimes(&network, pairs: images / 2, steps: steps)
    var walk = PartTimes(steps: steps)
    walk.visit(network, images: images)
    batch = images
    threads = ThreadPool.threadCount
    stepSeconds = step.gradient + step.update
    parts = walk.parts + [Part(name: "optimizer", forwardSeconds: step.update)]
  }

  /// What a step takes beyond its parts; below 0 where parts are faster together than alone.
  var remainder: Double { parts.reduce(stepSeconds) { $0 - $1.seconds } }
}

extension LayerTable: CustomStringConvertible {
  /// A table in Markdown.
  var description: String {
    let step = String(format: "%.3f", stepSeconds)
    let title =
      "A training step on \(batch) images, threads \(threads): \(step) s. "
      + "GFLOP/s are those of direct convolution in the same time.\n\n"
    let head = """
      | part | forward, s | backward, s | GFLOP/s | GFLOP/s backward | of the step |
      | --- | ---: | ---: | ---: | ---: | ---: |

      """
    let rest = Part(name: "everything else", forwardSeconds: remainder)
    return title + head + (parts + [rest]).map(row).joined(separator: "\n")
  }

  private func row(_ part: Part) -> String {
    let hasRate = part.multiplyAdds > 0
    let cells = [
      part.name, String(format: "%.4f", part.forwardSeconds),
      part.backwardSeconds == 0 ? "–" : String(format: "%.4f", part.backwardSeconds),
      hasRate ? String(format: "%.0f", part.forwardRate) : "–",
      hasRate ? String(format: "%.0f", part.backwardRate) : "–",
      String(format: "%.1f %%", 100 * part.seconds / stepSeconds),
    ]
    return "| " + cells.joined(separator: " | ") + " |"
  }
}
