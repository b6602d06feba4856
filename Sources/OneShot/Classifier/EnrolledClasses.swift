import Autograd
import Basics
import Kernels
import Tensor

/// Classes with the embeddings of their examples: what queries are compared with.
///
/// A copy takes no time, and to add or remove examples takes no longer if there are many. Classes are
/// numbered in the order of their first enrollment, and a number whose class was removed stays free until
/// ``compacted()``. Which number a label has stands elsewhere, in ``ClassPlaces``: whoever makes the next
/// copy needs it, and whoever scores does not.
struct EnrolledClasses: Sendable {
  /// A class and the numbers of its rows.
  struct Class: Sendable {
    let label: String
    /// That of the first example.
    var first: Int32
    /// Those of the other examples, in their order.
    var others = PersistentArray<Int32>()
    /// That of the mean of the examples if queries are compared with it, else −1.
    var prototype: Int32 = -1

    /// The number of examples.
    var shots: Int { 1 + others.count }

    /// The numbers of the rows of all examples.
    var rows: [Int] {
      var rows = [Int(first)]
      others.forEach { rows.append(Int($0)) }
      return rows
    }
  }

  let rule: ShotRule
  /// By number; nil where a class was removed.
  var classes = PersistentArray<Class?>()
  /// The number of classes.
  var count = 0
  /// The number of examples.
  var examples = 0
  var rows = EmbeddingRows()
  /// The number of classes of which several rows are compared with a query.
  var repeated = 0
  /// Which those are, found when it is first asked for; another change, another finding.
  private var finding = RepeatedFinding()

  init(rule: ShotRule) { self.rule = rule }

  /// The classes in the order in which they were enrolled.
  init(_ entries: [(label: String, embeddings: Tensor)], rule: ShotRule) {
    self.init(rule: rule)
    var places = ClassPlaces()
    add(entries, places: &places)
  }

  /// A class; that there is one of this number was checked.
  subscript(number: Int) -> Class { classes[number]! }

  /// The labels in the order of the first enrollment.
  var labels: [String] {
    var labels: [String] = []
    labels.reserveCapacity(count)
    classes.forEach { if let label = $0?.label { labels.append(label) } }
    return labels
  }

  /// The numbers of all classes, ascending.
  var numbers: [Int] {
    var (numbers, number): ([Int], Int) = ([], 0)
    numbers.reserveCapacity(count)
    classes.forEach {
      if $0 != nil { numbers.append(number) }
      number += 1
    }
    return numbers
  }

  /// The embeddings of a class's examples in the order of their enrollment: `[shots, width]`.
  func embeddings(of number: Int) -> Tensor { rows.tensor(at: self[number].rows) }

  /// The classes of which several rows are compared with a query, nil if there are none.
  func repeatedClasses() -> RepeatedClasses? {
    repeated == 0 ? nil : finding.value(in: rows) { RepeatedClasses($0, classes: classes.count) }
  }

  // MARK: - Changes

  /// Adds examples to classes, new ones where the labels are.
  mutating func add(
    _ examples: [(label: String, embeddings: Tensor)], places: inout ClassPlaces
  ) {
    finding = RepeatedFinding()
    for (label, embeddings) in examples {
      if let number = places[label] {
        add(embeddings, to: number)
      } else {
        places[label] = classes.count
        add(embeddings, as: label)
      }
      self.examples += embeddings.shape[0]
    }
  }

  private mutating func add(_ embeddings: Tensor, as label: String) {
    let (shots, number) = (embeddings.shape[0], Int32(classes.count))
    var new = Class(label: label, first: Int32(rows.count))
    rows.append(embeddings, of: number, isSilent: rule == .prototype && shots > 1)
    for row in rows.count - shots + 1..<rows.count { new.others.append(Int32(row)) }
    if shots > 1 {
      if rule == .prototype { new.prototype = prototype(of: new, number) } else { repeated += 1 }
    }
    classes.append(new)
    count += 1
  }

  private mutating func add(_ embeddings: Tensor, to number: Int) {
    var entry = self[number]
    let wasAlone = entry.shots == 1
    let next = rows.count
    rows.append(embeddings, of: Int32(number), isSilent: rule == .prototype)
    for row in next..<rows.count { entry.others.append(Int32(row)) }
    if rule == .prototype {
      rows.silence(Int(wasAlone ? entry.first : entry.prototype))
      entry.prototype = prototype(of: entry, Int32(number))
    } else if wasAlone {
      repeated += 1
    }
    classes[number] = entry
  }

  /// Adds the mean of the examples as a row.
  mutating func prototype(of entry: Class, _ number: Int32) -> Int32 {
    let mean = rows.tensor(at: entry.rows).mean(axes: [0], keepingDimensions: true)
    rows.append(mean, of: number)
    return Int32(rows.count - 1)
  }

  /// Takes out a class with all its examples.
  mutating func remove(_ number: Int, places: inout ClassPlaces) {
    let entry = self[number]
    finding = RepeatedFinding()
    for row in entry.rows { rows.silence(row) }
    if entry.prototype >= 0 { rows.silence(Int(entry.prototype)) }
    if rule == .meanScore && entry.shots > 1 { repeated -= 1 }
    places[entry.label] = nil
    classes[number] = nil
    count -= 1
    examples -= entry.shots
  }

  /// Takes out an example of a class of several.
  mutating func remove(_ number: Int, example: Int) {
    var entry = self[number]
    finding = RepeatedFinding()
    var left = entry.rows
    rows.silence(left.remove(at: example))
    entry.first = Int32(left[0])
    entry.others = PersistentArray(left.dropFirst().map(Int32.init))
    if rule == .meanScore {
      if left.count == 1 { repeated -= 1 }
    } else {
      rows.silence(Int(entry.prototype))
      entry.prototype = -1
      if left.count == 1 {
        rows.unsilence(left[0])
      } else {
        entry.prototype = prototype(of: entry, Int32(number))
      }
    }
    classes[number] = entry
    examples -= 1
  }

  // MARK: - Room

  /// Whether a third or more of the rows or of the numbers is nobody's.
  var isSparse: Bool {
    let needed = examples + (rule == .prototype ? min(count, examples - count) : 0)
    return rows.count - needed > 64 + needed / 2 || classes.count - count > 64 + count / 2
  }

  /// The same classes and examples, in memory of their own without gaps.
  func compacted(places: inout ClassPlaces) -> EnrolledClasses {
    var result = self
    var isKept = [Bool](repeating: false, count: rows.count)
    var numbers = [Int32](repeating: -1, count: classes.count)
    for (new, old) in self.numbers.enumerated() {
      numbers[old] = Int32(new)
      let entry = self[old]
      for row in entry.rows { isKept[row] = true }
      if entry.prototype >= 0 { isKept[Int(entry.prototype)] = true }
    }
    result.rows = rows.compacted(keeping: isKept, numbers: numbers)
    var next: Int32 = 0
    // For each row its new number.
    let moved = isKept.map { isKept -> Int32 in
      defer { if isKept { next += 1 } }
      return isKept ? next : -1
    }
    places = ClassPlaces(capacity: count)
    result.classes = PersistentArray(
      self.numbers.enumerated().map { new, old -> Class? in
        var entry = self[old]
        places[entry.label] = new
        let rows = entry.rows.map { moved[$0] }
        (entry.first, entry.others) = (rows[0], PersistentArray(rows.dropFirst()))
        if entry.prototype >= 0 { entry.prototype = moved[Int(entry.prototype)] }
        return entry
      })
    result.finding = RepeatedFinding()
    return result
  }
}

/// What ``EnrolledClasses/repeatedClasses()`` found, for whoever asks next.
private final class RepeatedFinding: Sendable {
  private let found = Lock<RepeatedClasses?>(nil)

  func value(in rows: EmbeddingRows, _ find: ([RowRun]) -> RepeatedClasses) -> RepeatedClasses {
    found.withLock { found in
      if let found { return found }
      let value = rows.withRuns(find)
      found = value
      return value
    }
  }
}
