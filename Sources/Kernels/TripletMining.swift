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
/// distance, or the farthest of other classes where there is none.
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
