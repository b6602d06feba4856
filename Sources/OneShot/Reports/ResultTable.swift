/// Results as plain text: a line for each kind of task, a column for each method.
///
/// ```
/// protocol                   N  shots  trials       random    hausdorff      siamese
/// official-within-alphabet  20      1     400  5.0 % ± 2.2  61.3 % ± 4.8  84.5 % ± 3.5
/// ```
public struct ResultTable: Sendable, CustomStringConvertible {
  private let rows: [ResultRow]

  /// A table of the given rows; of several for one kind of task and one method it shows the last.
  public init(_ rows: [ResultRow]) { self.rows = rows }

  /// The table with aligned columns: accuracies in percent with half the width of their 95 %
  /// intervals, `–` where a method was not measured.
  public var description: String {
    let methods = rows.methods
    let header = ["protocol", "N", "shots", "trials"] + methods
    let lines = [header] + kinds.map { kind in cells(kind, methods) }
    let widths = header.indices.map { column in lines.map { $0[column].count }.max()! }
    return lines.map { line in
      zip(line, widths).enumerated().map { column, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == 0 ? cell.0 + space : space + cell.0
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  /// What a line is about.
  private struct Kind: Hashable {
    let order: Int
    let ways: Int
    let shots: Int

    init(_ row: ResultRow) {
      order = EvaluationProtocol.allCases.firstIndex(of: row.protocol)!
      ways = row.ways
      shots = row.shots
    }
  }

  private var kinds: [Kind] {
    Set(rows.map(Kind.init)).sorted {
      ($0.order, $0.ways, $0.shots) < ($1.order, $1.ways, $1.shots)
    }
  }

  private func cells(_ kind: Kind, _ methods: [String]) -> [String] {
    let rows = rows.filter { Kind($0) == kind }
    let trials = rows.map(\.accuracy.trials)
    let (fewest, most) = (trials.min()!, trials.max()!)
    return [
      EvaluationProtocol.allCases[kind.order].rawValue, "\(kind.ways)", "\(kind.shots)",
      fewest == most ? "\(most)" : "\(fewest)–\(most)",
    ]
      + methods.map { method in
        rows.last { $0.method == method }?.accuracy.percentText ?? "–"
      }
  }
}

extension [ResultRow] {
  /// The methods, each once: the baselines, then the others as they come.
  var methods: [String] {
    let known = ["random", "nearest-neighbor", "hausdorff"]
    var others: [String] = []
    for row in self where !known.contains(row.method) && !others.contains(row.method) {
      others.append(row.method)
    }
    return known.filter { method in contains { $0.method == method } } + others
  }
}
