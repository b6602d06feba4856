import Basics

/// How much two ways to sort things into classes say about each other: 1 if each follows from the other, 0
/// if neither says anything of the other.
///
/// The mutual information of the two over the mean of their entropies, as scikit-learn's
/// `normalized_mutual_info_score` has it. If both sort everything into one class, it is 1.
///
/// ```swift
/// normalizedMutualInformation([0, 0, 1, 1], [5, 5, 3, 3])  // 1.0
/// ```
///
/// - Parameters:
///   - a: The class of each thing by the one.
///   - b: Its class by the other; as many.
public func normalizedMutualInformation(_ a: [Int], _ b: [Int]) -> Double {
  require(
    a.count == b.count, "normalizedMutualInformation: \(a.count) and \(b.count) classes of things")
  struct Pair: Hashable { let a: Int, b: Int }
  let total = Double(a.count)
  // Sums in the order of first occurrence, so that the result is the same in every run.
  func shares<Key: Hashable>(_ keys: [Key]) -> [(key: Key, share: Double)] {
    var (places, counts): ([Key: Int], [(key: Key, share: Double)]) = ([:], [])
    for key in keys {
      if let place = places[key] {
        counts[place].share += 1
      } else {
        places[key] = counts.count
        counts.append((key, 1))
      }
    }
    return counts.map { ($0.key, $0.share / total) }
  }
  func entropy(_ shares: [Double]) -> Double { -shares.reduce(0) { $0 + $1 * log($1) } }
  let (inA, inB) = (shares(a), shares(b))
  if inA.count <= 1 && inB.count <= 1 { return 1 }
  let (ofA, ofB) = (entropy(inA.map(\.share)), entropy(inB.map(\.share)))
  let both = entropy(shares(zip(a, b).map(Pair.init)).map(\.share))
  return min(1, max(0, 2 * (ofA + ofB - both) / (ofA + ofB)))
}
