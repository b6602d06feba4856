import Autograd
import Tensor

/// One line of a model's summary.
public struct SummaryRow: Sendable, Equatable {
  /// The layer's name and kind: `0 (Conv2D)`.
  public let layer: String
  /// The shape of one output, without the batch axis.
  public let output: Shape
  /// The scalars in trainable parameters.
  public let trainable: Int
  /// The scalars in statistics and frozen parameters.
  public let nonTrainable: Int

  /// A row for `part`, whose parameters it counts.
  public init(layer: String, output: Shape, counting part: some Parameterized) {
    var counts = (trainable: 0, other: 0)
    for (_, parameter) in part.parameters where !parameter.isPending {
      if parameter.role == .trainable && !parameter.isFrozen {
        counts.trainable += parameter.value.count
      } else {
        counts.other += parameter.value.count
      }
    }
    self.layer = layer
    self.output = output
    trainable = counts.trainable
    nonTrainable = counts.other
  }
}

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
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}

extension Layer {
  /// One row with the name of the type, its output shape and its parameters.
  public func summaryRows(
    for input: Shape, named name: String
  ) throws(ShapeError) -> [SummaryRow] {
    var copy = self
    let output = try copy.build(for: input)
    let kind = "\(type(of: self))"
    return [SummaryRow(layer: "\(name) (\(kind))", output: output, counting: copy)]
  }

  /// The layers, output shapes and parameter counts for inputs of shape `input` (no batch axis).
  ///
  /// - Throws: `ShapeError` when the model cannot take such inputs.
  public func summary(for input: Shape, named name: String = "model") throws(ShapeError) -> Summary
  {
    Summary(model: name, rows: try summaryRows(for: input, named: name))
  }
}
