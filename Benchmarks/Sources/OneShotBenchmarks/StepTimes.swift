import OneShot

/// The median times of a whole training step: loss and gradients, and the optimizer's update.
struct StepTimes {
  let gradient: Double
  let update: Double

  /// Times so many steps, after two that do not count.
  init<Network: Parameterized>(
    _ network: inout Network, _ optimizer: inout some Optimizer, steps: Int,
    loss: (Network) -> Tensor
  ) {
    var (gradientSeconds, updateSeconds): ([Double], [Double]) = ([], [])
    for _ in 0..<steps + 2 {
      let start = ContinuousClock.now
      let (_, gradients) = OneShot.gradient(of: &network, loss)
      let middle = ContinuousClock.now
      optimizer.update(&network, along: gradients)
      gradientSeconds.append((middle - start) / .seconds(1))
      updateSeconds.append((ContinuousClock.now - middle) / .seconds(1))
    }
    gradient = Measurement.median(of: Array(gradientSeconds.dropFirst(2)))
    update = Measurement.median(of: Array(updateSeconds.dropFirst(2)))
  }
}
