/// Which column each row gets, no two the same, so that the sum of the costs is least.
///
/// Kuhn, "The Hungarian method for the assignment problem", 1955, by shortest augmenting paths as in Jonker
/// and Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment problems",
/// 1987: time grows with the cube of the number of columns.
package struct LinearAssignment {
  /// For each row its column.
  package let columns: [Int]
  /// For each row the columns that it has in other assignments of the same cost, but for rounding.
  package let alternatives: [[Int]]

  /// Assigns `rows` rows to at least as many columns.
  ///
  /// - Parameter costs: `[rows, columns]`, finite.
  package init(_ costs: [Double], rows: Int, columns: Int) {
    // Rows of no cost take the columns that are left over, so that all are taken.
    let padded = costs + [Double](repeating: 0, count: (columns - rows) * columns)
    var square = Potentials(costs: padded, size: columns)
    for row in 0..<columns { square.assign(row) }
    self.columns = Array(square.columnOfRow.prefix(rows))
    alternatives = Array(square.alternatives().prefix(rows))
  }
}

/// Prices of rows and columns, none of which exceed a pair's cost together, and that of an assigned pair
/// is its cost.
private struct Potentials {
  let costs: [Double]
  let size: Int
  var rowPrices: [Double]
  var columnPrices: [Double]
  var rowOfColumn: [Int]
  var columnOfRow: [Int]

  init(costs: [Double], size: Int) {
    self.costs = costs
    self.size = size
    rowPrices = [Double](repeating: 0, count: size)
    columnPrices = rowPrices
    rowOfColumn = [Int](repeating: -1, count: size)
    columnOfRow = rowOfColumn
  }

  func reducedCost(_ row: Int, _ column: Int) -> Double {
    costs[row * size + column] - rowPrices[row] - columnPrices[column]
  }

  /// Assigns one row more, along the cheapest path to a column that is free.
  mutating func assign(_ first: Int) {
    var distances = [Double](repeating: .infinity, count: size)
    var previous = [Int](repeating: -1, count: size)
    var isDone = [Bool](repeating: false, count: size)
    var (row, last) = (first, -1)
    while true {
      var (least, nearest) = (Double.infinity, -1)
      for column in 0..<size where !isDone[column] {
        let distance = reducedCost(row, column)
        if distance < distances[column] { (distances[column], previous[column]) = (distance, last) }
        if distances[column] < least { (least, nearest) = (distances[column], column) }
      }
      // Prices change so that all that was seen stays as tight as it was.
      rowPrices[first] += least
      for column in 0..<size {
        if isDone[column] {
          rowPrices[rowOfColumn[column]] += least
          columnPrices[column] -= least
        } else {
          distances[column] -= least
        }
      }
      isDone[nearest] = true
      last = nearest
      if rowOfColumn[nearest] < 0 { break }
      row = rowOfColumn[nearest]
    }
    var column = last
    while column >= 0 {
      let before = previous[column]
      let row = before >= 0 ? rowOfColumn[before] : first
      rowOfColumn[column] = row
      columnOfRow[row] = column
      column = before
    }
  }

  /// A pair is in another best assignment if it costs no more than its prices and lies on a circle of such
  /// pairs.
  func alternatives() -> [[Int]] {
    let tolerance = 1e-12 * (1 + costs.reduce(0) { max($0, $1.magnitude) })
    let edges = (0..<size).map { row in
      (0..<size).filter {
        $0 != row && reducedCost(row, columnOfRow[$0]) <= tolerance
      }
    }
    let component = components(of: edges)
    return (0..<size).map { row in
      edges[row].filter { component[$0] == component[row] }.map { columnOfRow[$0] }
    }
  }
}

/// For each node a number that it shares with those that it reaches and that reach it: Kosaraju's algorithm.
private func components(of edges: [[Int]]) -> [Int] {
  var reversed = [[Int]](repeating: [], count: edges.count)
  for (node, targets) in edges.enumerated() {
    for target in targets { reversed[target].append(node) }
  }
  /// The nodes that are reached from one, each after all that it reaches, by a list instead of recursion.
  func visit(_ start: Int, _ edges: [[Int]], _ isSeen: inout [Bool]) -> [Int] {
    var (order, path): ([Int], [(node: Int, next: Int)]) = ([], [(start, 0)])
    isSeen[start] = true
    while let (node, next) = path.last {
      if next == edges[node].count {
        order.append(node)
        path.removeLast()
      } else {
        path[path.count - 1].next += 1
        let target = edges[node][next]
        if !isSeen[target] {
          isSeen[target] = true
          path.append((target, 0))
        }
      }
    }
    return order
  }
  var isSeen = [Bool](repeating: false, count: edges.count)
  var order: [Int] = []
  for node in edges.indices where !isSeen[node] { order += visit(node, edges, &isSeen) }
  isSeen = [Bool](repeating: false, count: edges.count)
  var component = [Int](repeating: -1, count: edges.count)
  for node in order.reversed() where !isSeen[node] {
    for member in visit(node, reversed, &isSeen) { component[member] = node }
  }
  return component
}
