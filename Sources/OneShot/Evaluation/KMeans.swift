import Autograd
import Basics
import Kernels
import Tensor

/// Points in clusters, each around the mean of its points.
///
/// Lloyd, "Least squares quantization in PCM", 1982, begun with centers that are drawn as in Arthur and
/// Vassilvitskii, "k-means++: the advantages of careful seeding", 2007: each in proportion to the points'
/// squared distance from the centers so far. Same seed, same clusters, whatever the number of threads.
///
/// ```swift
/// let clusters = KMeans(of: embeddings, clusters: 20, seed: 1)
/// normalizedMutualInformation(clusters.assignments, labels)
/// ```
public struct KMeans: Sendable {
  /// For each point its cluster; of equally near centers the first.
  public let assignments: [Int]
  /// `[clusters, size]`.
  public let centers: Tensor
  /// The sum of the points' squared distances from their centers.
  public let inertia: Double

  /// Clusters points.
  ///
  /// - Parameters:
  ///   - points: `[count, size]`.
  ///   - clusters: The number of clusters, from 1 to the number of points.
  ///   - restarts: How often to begin anew, at least once; the clusters of least inertia are kept. Default 4.
  ///   - steps: The most steps after each beginning; it ends when no point changes its cluster. Default 100.
  ///   - seed: Determines the first centers; default 0.
  public init(
    of points: Tensor, clusters: Int, restarts: Int = 4, steps: Int = 100, seed: UInt64 = 0
  ) {
    require(points.rank == 2, "KMeans: expected points [count, size], got \(points.shape)")
    require(
      (1...max(1, points.shape[0])).contains(clusters) && points.shape[0] >= 1,
      "KMeans: \(clusters) clusters of \(points.shape[0]) points")
    require(
      restarts >= 1 && steps >= 1,
      "KMeans: expected at least one start and step, got \(restarts) and \(steps)")
    let points = points.detached
    var best: Clusters?
    for start in 0..<restarts {
      var random = SeededGenerator(seed: seed, "k-means", start)
      var found = Clusters(points, firstCenters(clusters, of: points, using: &random))
      for _ in 0..<steps {
        let next = Clusters(points, found.means(of: points))
        let isDone = next.assignments == found.assignments
        found = next
        if isDone { break }
      }
      if best.map({ found.inertia < $0.inertia }) ?? true { best = found }
    }
    (assignments, centers, inertia) = (best!.assignments, best!.centers, best!.inertia)
  }
}

/// The nearest center of each point.
private struct Clusters {
  let centers: Tensor
  let assignments: [Int]
  /// The squared distance of each point from its center: `[count]`.
  let squares: Tensor

  init(_ points: Tensor, _ centers: Tensor) {
    self.centers = centers
    var (assignments, squares): ([Int], [Tensor]) = ([], [])
    // Some thousand points at a time bound the memory that it takes.
    for start in stride(from: 0, to: points.shape[0], by: 1 << 12) {
      let block = points[start..<min(points.shape[0], start + 1 << 12)]
      let nearness = -Tensor.pairwiseSquaredL2(block, centers)
      assignments += nearness.argmax(axis: 1)
      squares.append(-nearness.max(axes: [1]))
    }
    self.assignments = assignments
    self.squares = .concatenated(squares)
  }

  var inertia: Double { squares.scalars.reduce(0) { $0 + Double($1) } }

  /// The mean of each cluster; one without points gets the point that is farthest from its center.
  func means(of points: Tensor) -> Tensor {
    let (count, width) = (centers.shape[0], points.shape[1])
    var sizes = [Float](repeating: 0, count: count)
    for cluster in assignments { sizes[cluster] += 1 }
    var means = Tensor.zeros([count, width])
    means.mutateScalars { means in
      withScalars(points) { scatterAdd($0, indices: assignments, width: width, into: means) }
    }
    let empty = sizes.indices.filter { sizes[$0] == 0 }
    if empty.isEmpty { return means / Tensor(sizes, shape: [count, 1]) }
    means = means / Tensor(sizes.map { max(1, $0) }, shape: [count, 1])
    let farthest = squares.topK(min(empty.count, squares.count)).indices
    means.mutateScalars { means in
      withScalars(points) { points in
        for (cluster, point) in zip(empty, farthest) {
          (means + cluster * width).update(from: points + point * width, count: width)
        }
      }
    }
    return means
  }
}

/// Centers drawn one after another, each in proportion to its squared distance from those before it.
private func firstCenters(
  _ clusters: Int, of points: Tensor, using random: inout SeededGenerator
) -> Tensor {
  var chosen = [Int.random(in: 0..<points.shape[0], using: &random)]
  var squares = Tensor.full([points.shape[0]], .infinity)
  while chosen.count < clusters {
    let last = points[chosen.last!..<chosen.last! + 1]
    squares = .minimum(
      squares, Tensor.pairwiseSquaredL2(points, last).reshaped(to: [points.shape[0]]))
    let share = Double(random.next() >> 11) * 0x1p-53
    chosen.append(withScalars(squares) { weightedPlace($0, count: points.shape[0], share: share) })
  }
  return points.gathered(at: chosen)
}
