import Tensor

/// Which gradients and statistics of a step are exchanged together, and in which order, which is the same
/// on all processes.
///
/// A place is the number of a parameter among all gradients and then all statistics. What becomes final
/// early is exchanged early, as much of it at a time as is worth a message. The order is learned in the
/// first step. Conditional computation and frozen layers change which gradients there are: what no
/// process has is left out of the next step, and what is new comes after it until then.
struct GradientSchedule: Sendable, Equatable {
  /// The scalars that are worth a message: of 4 MB.
  static let largest = 1 << 20

  /// All places that were ever there, as they became final.
  private var order: [Int]
  /// The places of the last step.
  private var present: Set<Int>
  /// The places of each exchange.
  private(set) var buckets: [[Int]]

  /// - Parameters:
  ///   - order: The places as they became final on the first process.
  ///   - present: The places that a process has something at, ascending.
  ///   - counts: The number of scalars at each place.
  init(order: [Int], present: [Int], counts: [Int]) {
    self.order = order
    self.present = []
    buckets = []
    follow(present, counts)
  }

  func contains(_ place: Int) -> Bool { present.contains(place) }

  /// Makes the next step exchange what there was in this one.
  mutating func follow(_ places: [Int], _ counts: [Int]) {
    let found = Set(places)
    if found == present { return }
    present = found
    order += places.filter { !order.contains($0) }
    buckets = []
    var waiting: [Int] = []
    var count = 0
    for place in order where found.contains(place) {
      if !waiting.isEmpty && count + counts[place] > Self.largest {
        buckets.append(waiting)
        (waiting, count) = ([], 0)
      }
      waiting.append(place)
      count += counts[place]
    }
    if !waiting.isEmpty { buckets.append(waiting) }
  }
}
