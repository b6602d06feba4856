import Foundation
import OneShot
import ServiceRequests

/// The classes of a recogniser and the names of their examples, as clients list them.
struct Catalog: Sendable {
  struct Example: Sendable, Encodable {
    let id: Int64
    let created: Date
  }

  struct Entry: Sendable, Encodable {
    let label: String
    var examples: [Example]
  }

  /// In the order of first enrollment.
  private(set) var classes: [Entry] = []
  private var places: [String: Int] = [:]
  /// Of all classes.
  private(set) var exampleCount = 0

  subscript(label: Label) -> Entry? { places[label.text].map { classes[$0] } }

  /// Adds an example, and with its first one the class. The number of the class's examples.
  @discardableResult
  mutating func add(_ example: Example, to label: String) -> Int {
    exampleCount += 1
    if let place = places[label] {
      classes[place].examples.append(example)
      return classes[place].examples.count
    }
    places[label] = classes.count
    classes.append(Entry(label: label, examples: [example]))
    return 1
  }

  /// Takes out an example, and with its last one the class. The position that it had in its class.
  mutating func remove(_ id: Int64, from label: String) -> Int? {
    guard let place = places[label],
      let index = classes[place].examples.firstIndex(where: { $0.id == id })
    else { return nil }
    exampleCount -= 1
    classes[place].examples.remove(at: index)
    if classes[place].examples.isEmpty { removeClass(at: place) }
    return index
  }

  mutating func remove(_ label: String) {
    guard let place = places[label] else { return }
    exampleCount -= classes[place].examples.count
    removeClass(at: place)
  }

  private mutating func removeClass(at place: Int) {
    classes.remove(at: place)
    places = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1.label, $0) })
  }
}
