import Basics
import Lanes

/// A step of t-SNE: how far a map in the plane is from telling who is whose neighbor, and where its
/// points should go.
///
/// Points of a map are neighbors with probabilities q in proportion to 1 / (1 + their squared distance).
/// Van der Maaten and Hinton, "Visualizing data using t-SNE", JMLR 9, 2008, equations 4 and 5.
package final class NeighborGradient {
  private let count: Int
  private let p: UnsafeMutablePointer<Float>
  /// 1 / (1 + squared distance) of each pair, 0 on the diagonal.
  private let kernel: UnsafeMutablePointer<Float>
  /// The sum of each row of `kernel`.
  private let sums: UnsafeMutablePointer<Float>

  /// - Parameter squares: Squared distances of the points, `[n, n]`, for `neighborProbabilities`.
  package init(squares: UnsafePointer<Float>, count: Int, perplexity: Double) {
    self.count = count
    p = .allocate(capacity: count * count)
    kernel = .allocate(capacity: count * count)
    sums = .allocate(capacity: count)
    p.initialize(repeating: 0, count: count * count)
    kernel.initialize(repeating: 0, count: count * count)
    sums.initialize(repeating: 0, count: count)
    neighborProbabilities(squares, count: count, perplexity: perplexity, into: p)
  }

  deinit {
    for memory in [p, kernel, sums] { memory.deallocate() }
  }

  /// Writes the gradient of the divergence at a map with the coordinates `x` and `y`, `[n]` each.
  ///
  /// - Parameter exaggeration: What `p` is multiplied by: above 1 in the first steps, so that neighbors
  ///   find each other.
  package func callAsFunction(
    x: UnsafePointer<Float>, y: UnsafePointer<Float>, exaggeration: Float = 1,
    _ dx: UnsafeMutablePointer<Float>, _ dy: UnsafeMutablePointer<Float>
  ) {
    compare(x, y)
    let (n, scale) = (count, 1 / Float(total))
    Threads.forEachRange(n, grain: grain) { range in
      for i in range {
        let (p, kernel) = (self.p + i * n, self.kernel + i * n)
        var (sumX, sumY) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
        forEachLanes(n) { start, lanes in
          let weight = load(kernel + start, lanes)
          let pull = (load(p + start, lanes) * exaggeration - weight * scale) * weight
          sumX += pull * (x[i] - load(x + start, lanes))
          sumY += pull * (y[i] - load(y + start, lanes))
        }
        dx[i] = 4 * sumX.sum()
        dy[i] = 4 * sumY.sum()
      }
    }
  }

  /// The Kullback-Leibler divergence of the map's probabilities from those of the points, in nats.
  package func divergence(x: UnsafePointer<Float>, y: UnsafePointer<Float>) -> Double {
    compare(x, y)
    let total = total
    var result = 0.0
    for pair in 0..<count * count where p[pair] > 0 {
      let share = Double(max(kernel[pair], 1e-30)) / total
      result += Double(p[pair]) * log(Double(p[pair]) / share)
    }
    return result
  }

  /// Of rows, about as many as are worth a thread's while.
  private var grain: Int { max(1, (1 << 14) / max(count, 1)) }

  /// The sum of `kernel`, in an order that does not depend on threads.
  private var total: Double { (0..<count).reduce(0) { $0 + Double(sums[$1]) } }

  /// Fills `kernel` and `sums`.
  private func compare(_ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>) {
    let n = count
    Threads.forEachRange(n, grain: grain) { range in
      for i in range {
        let row = kernel + i * n
        forEachLanes(n) { start, lanes in
          let (a, b) = (x[i] - load(x + start, lanes), y[i] - load(y + start, lanes))
          store(1 / (1 + a * a + b * b), row + start, lanes)
        }
        row[i] = 0
        var sum = SIMD8<Float>.zero
        forEachLanes(n) { start, lanes in sum += load(row + start, lanes) }
        sums[i] = sum.sum()
      }
    }
  }
}

/// A step of gradient descent with momentum and a gain for each coordinate, which grows while its
/// gradient keeps its sign.
///
/// Van der Maaten and Hinton, 2008, section 3.4; the gains are those of R. A. Jacobs, "Increased rates of
/// convergence through learning rate adaptation", Neural Networks 1, 1988.
package func gainStep(
  _ x: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>,
  velocity: UnsafeMutablePointer<Float>, gains: UnsafeMutablePointer<Float>, count: Int,
  rate: Float, momentum: Float
) {
  for i in 0..<count {
    gains[i] = velocity[i] * gradient[i] < 0 ? gains[i] + 0.2 : max(gains[i] * 0.8, 0.01)
    velocity[i] = momentum * velocity[i] - rate * gains[i] * gradient[i]
    x[i] += velocity[i]
  }
}
