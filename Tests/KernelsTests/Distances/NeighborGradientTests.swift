import Testing

@testable import Kernels

@Suite struct NeighborGradientTests {
  private let x: [Float] = [0, 1, 3, 2, -1, 0.5, 0.25, -2, 1.5, 4, -3]
  private let y: [Float] = [1, -1, 0, 2, 1, 0.5, -2, 0, 3, -1, 2]

  private func gradient() -> NeighborGradient {
    let places: [Float] = [0, 2, 5, 1, 8, 3, 13, 4, 7, 11, 6]
    let squares = places.flatMap { a in places.map { (a - $0) * (a - $0) } }
    return NeighborGradient(squares: squares, count: places.count, perplexity: 3)
  }

  /// Moving a point by a little changes the divergence by as much as its gradient says.
  @Test func theGradientIsTheDivergencesSlope() {
    let gradient = gradient()
    var (dx, dy) = (x, y)
    gradient(x: x, y: y, &dx, &dy)
    let step: Float = 1e-2
    for point in x.indices {
      for (isX, slope) in [(true, dx[point]), (false, dy[point])] {
        func divergence(_ change: Float) -> Double {
          var (x, y) = (x, y)
          if isX { x[point] += change } else { y[point] += change }
          return gradient.divergence(x: x, y: y)
        }
        let measured = (divergence(step) - divergence(-step)) / Double(2 * step)
        #expect(abs(measured - Double(slope)) < 2e-4)
      }
    }
  }

  @Test func exaggerationPullsAndForcesAreBalanced() {
    let gradient = gradient()
    var (dx, dy, ax, ay) = (x, y, x, y)
    gradient(x: x, y: y, &dx, &dy)
    gradient(x: x, y: y, exaggeration: 12, &ax, &ay)
    // Every pull is matched by its counterpart.
    for sum in [dx, dy, ax, ay].map({ $0.reduce(0, +) }) { #expect(abs(sum) < 1e-5) }
    #expect(ax[10] < dx[10])
  }

  @Test func aStepKeepsItsWayAndTurnsSlowly() {
    var (x, velocity, gains): ([Float], [Float], [Float]) = ([0, 0], [-1, 1], [1, 1])
    gainStep(
      &x, [1, 1], velocity: &velocity, gains: &gains, count: 2, rate: 0.5, momentum: 0.8)
    #expect(gains == [1.2, 0.8])
    #expect(abs(velocity[0] + 1.4) < 1e-6 && abs(velocity[1] - 0.4) < 1e-6)
    #expect(x == velocity)
  }
}
