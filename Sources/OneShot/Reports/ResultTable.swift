/// Results as plain text: a line for each kind of task, a column for each method.
///
/// ```
/// protocol   N  shots  trials       random    hausdorff      siamese
/// official  20      1     400  5.0 % ± 2.2  61.3 % ± 4.8  84.5 % ± 3.5
/// ```
///
/// Methods that saw all queries of a task come last, with `(all queries)` behind their names.
public struct ResultTable: Sendable, CustomStringConvertible {
  private let rows: [ResultRow]

  /// A table of the given rows; of several for one kind of task and one method it shows the last.
  public init(_ rows: [ResultRow]) { self.rows = rows }

  /// The table with aligned columns: accuracies in percent with half the width of their 95 %
  /// intervals, `–` if a method was not measured.
  public var description: String {
    let lines = cells
    let widths = lines[0].indices.map { column in lines.map { $0[column].count }.max()! }
    return lines.map { line in
      zip(line, widths).enumerated().map { column, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == 0 ? cell.0 + space : space + cell.0
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  /// The header, and a line for each kind of task.
  var cells: [[String]] {
    let methods = rows.methods
    let names = methods.map { rows.areTransductive($0) ? "\($0) (all queries)" : $0 }
    return [["protocol", "N", "shots", "trials"] + names] + kinds.map { cells($0, methods) }
  }

  /// What a line is about.
  private struct Kind: Hashable {
    let `protocol`: EvaluationProtocol
    let ways: Int
    let shots: Int

    init(_ row: ResultRow) {
      `protocol` = row.protocol
      ways = row.ways
      shots = row.shots
    }
  }

  /// The library's own protocols first, then the others as they come; of each by N and k.
  private var kinds: [Kind] {
    let known: [EvaluationProtocol] = [.official, .withinGroup, .acrossGroups]
    let order = known + rows.map(\.protocol)
    return Set(rows.map(Kind.init)).map { (place: order.firstIndex(of: $0.protocol)!, kind: $0) }
      .sorted { ($0.place, $0.kind.ways, $0.kind.shots) < ($1.place, $1.kind.ways, $1.kind.shots) }
      .map(\.kind)
  }

  private func cells(_ kind: Kind, _ methods: [String]) -> [String] {
    let rows = rows.filter { Kind($0) == kind }
    let trials = rows.map(\.accuracy.trials)
    let (fewest, most) = (trials.min()!, trials.max()!)
    return [
      "\(kind.protocol)", "\(kind.ways)", "\(kind.shots)",
      fewest == most ? "\(most)" : "\(fewest)–\(most)",
    ]
      + methods.map { method in
        rows.last { $0.method == method }?.accuracy.percentText ?? "–"
      }
  }
}

extension [ResultRow] {
  /// Whether the rows of a method are of one that saw all queries of a task.
  func areTransductive(_ method: String) -> Bool {
    contains { $0.method == method && $0.isTransductive }
  }

  /// The methods, each once: the baselines, then the others as they come, those that saw all queries last.
  var methods: [String] {
    let known = ["random", "nearest-neighbor", "hausdorff"]
    var others: [String] = []
    for row in self where !known.contains(row.method) && !others.contains(row.method) {
      others.append(row.method)
    }
    return known.filter { method in contains { $0.method == method } }
      + others.filter { !areTransductive($0) } + others.filter { areTransductive($0) }
  }
}
