import OneShot

/// The median times of a whole training step: loss and gradients, and the optimizer's update.
struct StepTimes {
  let gradient: Double
  let update: Double

  init(_ network: inout Siamese<Sequential>, pairs: Int, steps: Int) throws {
    var random = SeededGenerator(seed: 1)
    let left = Networks.images(pairs, for: network, using: &random)
    let right = Networks.images(pairs, for: network, using: &random)
    let targets = alternatingTargets(pairs)
    var optimizer = Networks.blogOptimizer()
    var (gradientSeconds, updateSeconds): ([Double], [Double]) = ([], [])
    for _ in 0..<steps + 2 {
      let start = ContinuousClock.now
      let (_, gradients) = OneShot.gradient(of: &network) {
        binaryCrossEntropy($0(left, right), targets)
      }
      let middle = ContinuousClock.now
      optimizer.update(&network, along: gradients)
      gradientSeconds.append((middle - start) / .seconds(1))
      updateSeconds.append((ContinuousClock.now - middle) / .seconds(1))
    }
    gradient = Measurement.median(of: Array(gradientSeconds.dropFirst(2)))
    update = Measurement.median(of: Array(updateSeconds.dropFirst(2)))
  }
}
