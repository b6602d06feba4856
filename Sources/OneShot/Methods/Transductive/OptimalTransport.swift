import Basics
import Kernels
import Tensor

/// How much of each query goes to each class, so that every query is given away whole, every class gets the
/// same, and little is carried far: `[queries, ways]`, whose rows sum to 1 and whose columns to
/// queries / ways.
///
/// It is the plan P with the least Σ P · costs − H(P) / λ, H its entropy, by Sinkhorn's iteration in
/// logarithms, which nothing underflows. Cuturi, "Sinkhorn distances: lightspeed computation of optimal
/// transport", 2013, algorithm 1.
///
/// ```swift
/// let plan = balancedAssignment(costs: distances, sharpness: 10)
/// ```
///
/// - Parameters:
///   - costs: What it costs to give a query to a class, `[queries, ways]`, finite.
///   - sharpness: λ, positive: the larger, the less a query is divided.
///   - tolerance: The iteration ends when no row's sum is farther from 1; default 10⁻⁶.
///   - steps: The most steps; default 1,000.
public func balancedAssignment(
  costs: Tensor, sharpness: Float, tolerance: Float = 1e-6, steps: Int = 1000
) -> Tensor {
  require(
    costs.rank == 2 && costs.shape[1] >= 1,
    "balancedAssignment: expected costs [queries, ways], got \(costs.shape)")
  require(
    sharpness > 0 && tolerance > 0 && steps >= 1,
    "balancedAssignment: sharpness \(sharpness), tolerance \(tolerance), \(steps) steps")
  return Tensor(costs.shape) { plan in
    withScalars(costs) {
      transportPlan(
        $0, rows: costs.shape[0], columns: costs.shape[1], sharpness: Double(sharpness),
        tolerance: Double(tolerance), steps: steps, into: plan)
    }
  }
}
