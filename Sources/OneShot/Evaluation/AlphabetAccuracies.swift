import Datasets
import Kernels

/// How often a method is right on the queries of each alphabet, the worst alphabet first.
///
/// ```swift
/// print(AlphabetAccuracies(verdicts(method, on: tasks, of: unseen), of: unseen))
/// // Kelora   61.3 % ± 10.4 (49 of 80)
/// // Veluda   83.8 % ± 8.0 (67 of 80)
/// ```
public struct AlphabetAccuracies: Sendable, Hashable {
  /// One line of the table.
  public struct Row: Sendable, Hashable {
    /// The alphabet's name.
    public let alphabet: String
    /// How often the method was right on its queries.
    public let accuracy: Accuracy
  }

  /// The alphabets that were asked for, by rising accuracy, then in the dataset's order.
  public let rows: [Row]

  /// Sorts verdicts by the alphabet of their query, which must be of a class of `dataset`.
  public init(_ verdicts: [Verdict], of dataset: ImageDataset) {
    let classes = ImageClasses(dataset)
    let groups = Dictionary(grouping: verdicts) { dataset.classes[classes[$0.query]].group }
    let accuracies = groups.sorted { $0.key < $1.key }.map { group, verdicts in
      Row(alphabet: dataset.groups[group], accuracy: Accuracy(verdicts))
    }
    rows = accuracies.enumerated().sorted {
      ($0.element.accuracy.value, $0.offset) < ($1.element.accuracy.value, $1.offset)
    }.map(\.element)
  }
}

extension AlphabetAccuracies: CustomStringConvertible {
  /// A line for each alphabet.
  public var description: String {
    let width = rows.map(\.alphabet.count).max() ?? 0
    return rows.map { row in
      let space = String(repeating: " ", count: width - row.alphabet.count)
      return "\(row.alphabet)\(space)  \(row.accuracy)"
    }.joined(separator: "\n")
  }
}

/// The class of each image of a dataset.
struct ImageClasses {
  private let classes: [Int: Int]
  private let dataset: ImageDataset

  init(_ dataset: ImageDataset) {
    self.dataset = dataset
    let pairs = dataset.classes.enumerated().flatMap { position, character in
      character.images.map { ($0, position) }
    }
    classes = Dictionary(pairs) { first, _ in first }
  }

  /// The position of the image's class in the dataset; an image of no class is a programming error.
  subscript(image: Int) -> Int {
    guard let position = classes[image] else {
      fatalError("\(dataset.name): image \(image) is of none of its classes")
    }
    return position
  }

  /// `alphabet/character`.
  func name(of position: Int) -> String {
    let character = dataset.classes[position]
    return "\(dataset.groups[character.group])/\(character.name)"
  }
}
