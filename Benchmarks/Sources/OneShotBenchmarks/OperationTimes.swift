import OneShot

/// The median times of an operation and of its gradients, and its value.
struct OperationTimes {
  let forward: Double
  let backward: Double
  let value: Tensor

  /// Times the operation and its gradients at `inputs` so many times, after once that does not count.
  init(at inputs: [Tensor], steps: Int, _ operation: ([Tensor]) -> Tensor) {
    let whole = Self.withSum(at: inputs, steps: steps, operation)
    // The gradient starts from a sum, whose own part is no part of a training step.
    let seed = Self.withSum(at: [whole.value], steps: steps) { $0[0] }
    forward = whole.forward
    backward = max(0, whole.backward - seed.backward)
    value = whole.value
  }

  private static func withSum(
    at inputs: [Tensor], steps: Int, _ operation: ([Tensor]) -> Tensor
  ) -> (forward: Double, backward: Double, value: Tensor) {
    var (forward, backward): ([Double], [Double]) = ([], [])
    var value = Tensor(0)
    for _ in 0..<steps + 1 {
      var mark = ContinuousClock.now
      _ = gradient(at: inputs) { tracked in
        let start = ContinuousClock.now
        let result = operation(tracked)
        forward.append((ContinuousClock.now - start) / .seconds(1))
        value = result.detached
        let sum = result.sum()
        mark = ContinuousClock.now
        return sum
      }
      backward.append((ContinuousClock.now - mark) / .seconds(1))
    }
    return (
      Measurement.median(of: Array(forward.dropFirst())),
      Measurement.median(of: Array(backward.dropFirst())), value
    )
  }
}
