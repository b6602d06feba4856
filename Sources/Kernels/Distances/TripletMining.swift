import Basics

/// Triplets as positions: an anchor, an element of its class and one of another class.
package struct Triplets {
  package var anchors: [Int] = []
  package var positives: [Int] = []
  package var negatives: [Int] = []

  package init() {}

  fileprivate mutating func append(_ anchor: Int, _ positive: Int, _ negative: Int) {
    anchors.append(anchor)
    positives.append(positive)
    negatives.append(negative)
  }
}

/// For each element, the farthest of its class and the nearest of another, by the `n` × `n` matrix
/// `distances`; elements that lack either are left out.
package func batchHardTriplets(_ distances: UnsafePointer<Float>, labels: [Int]) -> Triplets {
  var triplets = Triplets()
  let n = labels.count
  for anchor in 0..<n {
    let row = distances + anchor * n
    var positive = -1
    var negative = -1
    for other in 0..<n where other != anchor {
      if labels[other] == labels[anchor] {
        if positive < 0 || row[other] > row[positive] { positive = other }
      } else if negative < 0 || row[other] < row[negative] {
        negative = other
      }
    }
    if positive >= 0 && negative >= 0 { triplets.append(anchor, positive, negative) }
  }
  return triplets
}

/// For each pair of one class, the nearest element of another class that is farther than the pair's
/// distance, or the farthest of other classes if there is none.
package func semiHardTriplets(_ distances: UnsafePointer<Float>, labels: [Int]) -> Triplets {
  var triplets = Triplets()
  let n = labels.count
  for anchor in 0..<n {
    let row = distances + anchor * n
    for positive in 0..<n where positive != anchor && labels[positive] == labels[anchor] {
      var semiHard = -1
      var farthest = -1
      for other in 0..<n where labels[other] != labels[anchor] {
        if farthest < 0 || row[other] > row[farthest] { farthest = other }
        if row[other] > row[positive], semiHard < 0 || row[other] < row[semiHard] {
          semiHard = other
        }
      }
      if farthest >= 0 { triplets.append(anchor, positive, semiHard >= 0 ? semiHard : farthest) }
    }
  }
  return triplets
}

/// For each pair of one class, an element of another class drawn by how rare its distance d from the
/// anchor is: in proportion to 1 / (d^(n − 2) (1 − d²/4)^((n − 3) / 2)), the inverse density of distances
/// on the sphere of `dimensions` n. Distances below 0.5 count as 0.5, and elements beyond 1.4 are drawn
/// only where there are no others, the nearest of them.
package func distanceWeightedTriplets(
  _ squaredDistances: UnsafePointer<Float>, labels: [Int], dimensions: Int,
  using random: inout SplitMix64
) -> Triplets {
  var triplets = Triplets()
  let n = labels.count
  for anchor in 0..<n {
    let row = squaredDistances + anchor * n
    let others = (0..<n).filter { labels[$0] != labels[anchor] }
    guard let nearest = others.min(by: { row[$0] < row[$1] }) else { continue }
    let near = others.filter { row[$0] < 1.4 * 1.4 }
    let bounds = cumulativeRarity(near.map { row[$0] }, dimensions: dimensions)
    for positive in 0..<n where positive != anchor && labels[positive] == labels[anchor] {
      let place = Double(random.next() >> 11) * 0x1p-53 * (bounds.last ?? 0)
      let drawn = bounds.firstIndex { place < $0 }.map { near[$0] }
      triplets.append(anchor, positive, drawn ?? nearest)
    }
  }
  return triplets
}

/// The running sums of the inverse densities of distances, relative to the largest.
private func cumulativeRarity(_ squares: [Float], dimensions: Int) -> [Double] {
  let logarithms = squares.map { square in
    let square = max(0.25, Double(square))
    return -Double(dimensions - 2) / 2 * log(square) - Double(dimensions - 3) / 2
      * log(1 - square / 4)
  }
  let largest = logarithms.max() ?? 0
  var sum = 0.0
  return logarithms.map {
    sum += exp($0 - largest)
    return sum
  }
}
