import Autograd
import Tensor

/// The layers of a model with their output shapes and parameter counts, printed as Keras does.
public struct Summary: Sendable, CustomStringConvertible {
  /// The model's name.
  public let model: String
  /// One row for each layer, in the order in which they are called.
  public let rows: [SummaryRow]

  /// A summary of the given rows.
  public init(model: String, rows: [SummaryRow]) {
    self.model = model
    self.rows = rows
  }

  /// The scalars in all parameters.
  public var parameterCount: Int { trainableCount + rows.reduce(0) { $0 + $1.nonTrainable } }

  /// The scalars that training changes.
  public var trainableCount: Int { rows.reduce(0) { $0 + $1.trainable } }

  /// The table as text, about 76 columns wide.
  public var description: String {
    let cells = rows.map { row in
      [
        row.layer, (["None"] + row.output.dimensions.map(String.init)).joined(separator: ", "),
        grouped(row.trainable + row.nonTrainable),
      ]
    }
    let header = ["Layer (type)", "Output shape", "Param #"]
    let widths = (0..<3).map { column in
      (cells + [header]).map { $0[column].count + (column == 1 && $0 != header ? 2 : 0) }.max()!
    }
    func line(_ cells: [String]) -> String {
      let left = cells[0].padded(to: widths[0])
      let middle = cells[1].padded(to: widths[1])
      let right = String(repeating: " ", count: widths[2] - cells[2].count) + cells[2]
      return "│ \(left) │ \(middle) │ \(right) │"
    }
    func rule(_ left: String, _ middle: String, _ right: String) -> String {
      left + widths.map { String(repeating: "─", count: $0 + 2) }.joined(separator: middle) + right
    }
    let body = cells.map { line([$0[0], "(\($0[1]))", $0[2]]) }
    let bytes = Double(parameterCount * MemoryLayout<Float>.stride)
    return
      ([
        "Model: \(model)", rule("┌", "┬", "┐"), line(header), rule("├", "┼", "┤"),
      ] + body + [
        rule("└", "┴", "┘"),
        "Total params: \(grouped(parameterCount)) (\(size(bytes)))",
        "Trainable params: \(grouped(trainableCount))",
        "Non-trainable params: \(grouped(parameterCount - trainableCount))",
      ]).joined(separator: "\n")
  }

  /// Bytes in the largest binary unit that leaves at least 1.
  private func size(_ bytes: Double) -> String {
    var (value, unit) = (bytes, 0)
    while value >= 1024 && unit < 3 { (value, unit) = (value / 1024, unit + 1) }
    let hundredths = Int((value * 100).rounded())
    return "\(hundredths / 100).\(String(100 + hundredths % 100).dropFirst()) "
      + ["B", "KB", "MB", "GB"][unit]
  }

  /// The number with a comma between thousands.
  private func grouped(_ number: Int) -> String {
    var digits = String(number)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return ([digits] + groups).joined(separator: ",")
  }
}

extension String {
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
