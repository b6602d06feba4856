import Autograd
import Kernels
import Tensor

/// Classes by label with the embeddings of their examples: what queries are compared with.
struct EnrolledClasses: Sendable {
  /// A class and the embeddings of its examples, `[shots, embeddingSize]`.
  struct Entry: Sendable {
    let label: String
    fileprivate(set) var embeddings: Tensor

    init(label: String, embeddings: Tensor) {
      self.label = label
      self.embeddings = embeddings
    }

    /// The number of examples.
    var shots: Int { embeddings.shape[0] }

    /// The class less one of its several examples.
    func without(_ example: Int) -> Entry {
      let rest = (0..<shots).filter { $0 != example }
      return Entry(label: label, embeddings: embeddings.gathered(at: rest).detached)
    }
  }

  /// In the order in which they were enrolled.
  private(set) var entries: [Entry]
  /// The position of each label among the entries.
  private var places: [String: Int] = [:]
  private let rule: ShotRule
  /// The rows that queries are scored against, class by class; nil if there are no classes.
  private var references: Tensor?
  /// The number of those rows for each class; nil where each has one. Counted here and not for each
  /// query: a walk through thousands of classes takes a debug build longer than scoring them.
  private var lengths: [Int]?

  init(_ entries: [Entry] = [], rule: ShotRule) {
    self.entries = entries
    self.rule = rule
    prepare()
  }

  /// Adds examples to classes, new ones where the labels are.
  mutating func add(_ examples: [(label: String, embeddings: Tensor)]) {
    for (label, embeddings) in examples {
      if let index = places[label] {
        entries[index].embeddings = .concatenated([entries[index].embeddings, embeddings])
      } else {
        places[label] = entries.count
        entries.append(Entry(label: label, embeddings: embeddings))
      }
    }
    prepare()
  }

  /// Takes out a class with all its examples.
  mutating func remove(_ label: String) throws(ClassifierError) {
    entries.remove(at: try place(label))
    prepare()
  }

  /// Takes out an example of a class, and with its last one the class.
  mutating func remove(_ label: String, example: Int) throws(ClassifierError) {
    let index = try place(label)
    let entry = entries[index]
    guard (0..<entry.shots).contains(example) else {
      throw .outOfRange(
        setting: "an example of '\(label)'", found: "\(example)",
        expected: "from 0 to \(entry.shots - 1)")
    }
    if entry.shots == 1 {
      entries.remove(at: index)
    } else {
      entries[index] = entry.without(example)
    }
    prepare()
  }

  /// A class and its examples.
  func entry(_ label: String) throws(ClassifierError) -> Entry { entries[try place(label)] }

  private func place(_ label: String) throws(ClassifierError) -> Int {
    guard let index = places[label] else {
      throw .unknownLabel(label, known: entries.map(\.label))
    }
    return index
  }

  /// The score of each class for each query, before the head's activation: `[m, embeddingSize]` to
  /// `[m, classes]`.
  func scores(
    of queries: Tensor, by siamese: Siamese<some Layer>
  ) throws(ClassifierError) -> Tensor {
    guard let references else { throw .nothingEnrolled }
    let scores = siamese.logits(embeddings: queries, with: references).detached
    try requireFinite(scores, .score)
    guard let lengths else { return scores }
    return Tensor([queries.shape[0], lengths.count]) { target in
      withScalars(scores) {
        runMeans($0, rows: queries.shape[0], lengths: lengths, into: target)
      }
    }
  }

  /// The number of examples of a class, 0 if there is none of this label.
  func shots(of label: String) -> Int { places[label].map { entries[$0].shots } ?? 0 }

  private mutating func prepare() {
    places = Dictionary(entries.enumerated().map { ($1.label, $0) }) { first, _ in first }
    let rows = entries.map { entry in
      rule == .prototype
        ? entry.embeddings.mean(axes: [0], keepingDimensions: true) : entry.embeddings
    }
    references = rows.isEmpty ? nil : .concatenated(rows)
    let counts = rows.map { $0.shape[0] }
    lengths = counts.allSatisfy { $0 == 1 } ? nil : counts
  }
}
