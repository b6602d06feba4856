/// The number of each enrolled class by its label. Labels that Unicode calls the same are one.
struct ClassPlaces: Sendable {
  private var numbers: [String: Int32] = [:]

  init(capacity: Int = 0) { numbers.reserveCapacity(capacity) }

  subscript(label: String) -> Int? {
    get { numbers[label].map(Int.init) }
    set { numbers[label] = newValue.map(Int32.init) }
  }
}
