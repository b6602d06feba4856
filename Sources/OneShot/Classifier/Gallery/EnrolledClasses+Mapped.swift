import Autograd
import Basics
import Tensor

extension EnrolledClasses {
  /// Below so many bytes of rows, copies take less than pieces of their own.
  private static var fewBytes: Int { 1 << 20 }

  /// Adds examples that lie in a mapped file, class by class, and are left there if they are many.
  ///
  /// - Parameters:
  ///   - names: Labels and how many rows are of each, at least one.
  ///   - mapped: The rows.
  ///   - places: Where classes are.
  mutating func add(
    _ names: [(label: String, count: Int)], _ mapped: MappedRows, places: inout ClassPlaces
  ) {
    if 4 * mapped.count * mapped.width < Self.fewBytes {
      var row = 0
      for (label, count) in names {
        add([(label, mapped.tensor(of: row..<row + count))], places: &places)
        row += count
      }
      return
    }
    var numbers: [Int32] = []
    numbers.reserveCapacity(mapped.count)
    var several: Set<Int> = []
    for (label, count) in names {
      let number = takeRows(from: rows.count + numbers.count, count, of: label, places: &places)
      if self[number].shots > 1 { several.insert(number) }
      for _ in 0..<count { numbers.append(Int32(number)) }
    }
    rows.append(mapped, of: numbers)
    if rule == .prototype { for number in several.sorted() { renewPrototype(of: number) } }
  }

  /// As `add`, of classes none of which is there yet, and without noting their places.
  mutating func addNew(_ names: [(label: String, count: Int)], _ mapped: MappedRows) {
    var numbers: [Int32] = []
    numbers.reserveCapacity(mapped.count)
    var several: [Int] = []
    for (label, count) in names {
      let number = Int32(classes.count)
      let first = Int32(rows.count + numbers.count)
      var entry = Class(label: label, first: first)
      for row in 1..<max(1, Int32(count)) { entry.others.append(first + row) }
      if count > 1 { several.append(Int(number)) }
      for _ in 0..<count { numbers.append(number) }
      classes.append(entry)
    }
    count += names.count
    examples += mapped.count
    rows.append(mapped, of: numbers)
    if rule == .prototype {
      for number in several { renewPrototype(of: number) }
    } else {
      repeated += several.count
    }
  }

  /// Notes rows of a class that are about to be added; its number.
  private mutating func takeRows(
    from row: Int, _ count: Int, of label: String, places: inout ClassPlaces
  ) -> Int {
    let number: Int
    var entry: Class
    var next = row
    let hadSeveral: Bool
    if let known = places[label] {
      (number, entry) = (known, self[known])
      hadSeveral = entry.shots > 1
    } else {
      (number, entry) = (classes.count, Class(label: label, first: Int32(row)))
      places[label] = number
      classes.append(entry)
      self.count += 1
      next += 1
      hadSeveral = false
    }
    while next < row + count {
      entry.others.append(Int32(next))
      next += 1
    }
    if rule == .meanScore && !hadSeveral && entry.shots > 1 { repeated += 1 }
    if entry.shots > 1 { classes[number] = entry }
    examples += count
    return number
  }

  /// Compares queries with the mean of a class's several examples as they are now.
  private mutating func renewPrototype(of number: Int) {
    var entry = self[number]
    for row in entry.rows { rows.silence(row) }
    if entry.prototype >= 0 { rows.silence(Int(entry.prototype)) }
    entry.prototype = prototype(of: entry, Int32(number))
    classes[number] = entry
  }
}
