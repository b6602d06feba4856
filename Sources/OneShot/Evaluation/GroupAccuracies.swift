import Datasets

/// How often a method is right on the queries of each group, the worst group first.
///
/// ```swift
/// print(Evaluation(of: siamese, on: tasks).byGroup)
/// // Kelora   61.3 % ± 10.4 (49 of 80)
/// // Veluda   83.8 % ± 8.0 (67 of 80)
/// ```
public struct GroupAccuracies: Sendable, Hashable {
  /// One line of the table.
  public struct Row: Sendable, Hashable {
    /// The group's name.
    public let group: String
    /// How often the method was right on its queries.
    public let accuracy: Accuracy
  }

  /// The groups that were asked for, by rising accuracy, then in the dataset's order.
  public let rows: [Row]

  /// Sorts verdicts by the group of their query, which must be of a class of `dataset`.
  public init(_ verdicts: [Verdict], of dataset: ImageDataset) {
    let classes = ImageClasses(dataset)
    let groups = Dictionary(grouping: verdicts) { dataset.classes[classes[$0.query]].group }
    let accuracies = groups.sorted { $0.key < $1.key }.map { group, verdicts in
      Row(group: dataset.groups[group], accuracy: Accuracy(verdicts))
    }
    rows = accuracies.enumerated().sorted {
      ($0.element.accuracy.value, $0.offset) < ($1.element.accuracy.value, $1.offset)
    }.map(\.element)
  }
}

extension GroupAccuracies: CustomStringConvertible {
  /// A line for each group.
  public var description: String {
    let width = rows.map(\.group.count).max() ?? 0
    return rows.map { row in
      let space = String(repeating: " ", count: width - row.group.count)
      return "\(row.group)\(space)  \(row.accuracy)"
    }.joined(separator: "\n")
  }
}
