import Tensor

/// A change of what a ``OneShotClassifier`` knows, as a value: what is checked, written to a gallery file
/// and then done.
enum ClassChange: Sendable {
  /// Examples more; new classes where the labels are.
  case add([(label: String, embeddings: Tensor)])
  /// A class less.
  case remove(String)
  /// An example less, by its position, and with the last one its class.
  case removeExample(String, Int)
  /// No class any more.
  case removeAll
}

extension EnrolledClasses {
  /// Throws if the change cannot be made.
  func check(_ change: ClassChange, places: ClassPlaces) throws(ClassifierError) {
    switch change {
    case .add, .removeAll: break
    case .remove(let label): _ = try number(of: label, in: places)
    case .removeExample(let label, let example):
      let shots = self[try number(of: label, in: places)].shots
      guard (0..<shots).contains(example) else {
        throw .outOfRange(
          setting: "an example of '\(label)'", found: "\(example)",
          expected: "from 0 to \(shots - 1)")
      }
    }
  }

  /// The number of a class.
  func number(of label: String, in places: ClassPlaces) throws(ClassifierError) -> Int {
    guard let number = places[label] else { throw .unknownLabel(label, known: labels) }
    return number
  }

  /// Makes a change that was checked.
  mutating func apply(_ change: ClassChange, places: inout ClassPlaces) {
    switch change {
    case .add(let examples): add(examples, places: &places)
    case .remove(let label):
      if let number = places[label] { remove(number, places: &places) }
    case .removeExample(let label, let example):
      guard let number = places[label] else { return }
      if self[number].shots == 1 {
        remove(number, places: &places)
      } else {
        remove(number, example: example)
      }
    case .removeAll:
      self = EnrolledClasses(rule: rule)
      places = ClassPlaces()
    }
  }
}
