/// The number of each enrolled class by its label. Labels that Unicode calls the same are one.
///
/// Those of an opened gallery are found when they are first needed: a program that only asks never does.
struct ClassPlaces: Sendable {
  private var numbers: [String: Int32] = [:]
  /// Whether all classes are known here.
  private(set) var isReady = true

  init(capacity: Int = 0) { numbers.reserveCapacity(capacity) }

  /// Places to be found by ``prepare(for:)``.
  static var unknown: ClassPlaces {
    var places = ClassPlaces()
    places.isReady = false
    return places
  }

  /// Finds the places of classes, unless they are known.
  mutating func prepare(for enrolled: EnrolledClasses) {
    if isReady { return }
    numbers.reserveCapacity(enrolled.count)
    var number: Int32 = 0
    enrolled.classes.forEach {
      if let label = $0?.label { numbers[label] = number }
      number += 1
    }
    isReady = true
  }

  subscript(label: String) -> Int? {
    get { numbers[label].map(Int.init) }
    set { numbers[label] = newValue.map(Int32.init) }
  }

  /// What a change does to the places, so that it can be undone.
  struct Backup {
    var all: ClassPlaces?
    var places: [(label: String, number: Int?)] = []
  }

  /// How it is before a change.
  func backup(of change: ClassChange) -> Backup {
    switch change {
    case .add(let examples): Backup(places: examples.map { ($0.label, self[$0.label]) })
    case .remove(let label), .removeExample(let label, _):
      Backup(places: [(label, self[label])])
    case .removeAll: Backup(all: self)
    }
  }

  /// Undoes a change.
  mutating func restore(_ backup: Backup) {
    if let all = backup.all { self = all }
    for (label, number) in backup.places { self[label] = number }
  }
}
