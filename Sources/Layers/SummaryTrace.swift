import Autograd
import Basics
import Tensor

/// Collects the rows of a summary while a copy of the model is built: what names a part in an error
/// names it in the summary too, however the layers are wired.
final class SummaryTrace: Sendable {
  /// The summary being made, if one is.
  @TaskLocal static var current: SummaryTrace?

  private let state: Lock<State>

  private struct State: Sendable {
    var path: [String] = []
    var rows: [SummaryRow] = []
  }

  init() { state = Lock(State()) }

  var rows: [SummaryRow] { state.withLock { $0.rows } }

  /// Called before a part is built; what it returns is for `leave`.
  func enter(_ name: String) -> Int {
    state.withLock { state in
      state.path.append(name)
      return state.rows.count
    }
  }

  /// Called after a part has been built: adds a row for it, unless its own parts have rows that leave
  /// nothing to say.
  func leave(_ start: Int, _ layer: some Layer, _ output: Shape) {
    state.withLock { state in
      let name = "\(state.path.joined(separator: ".")) (\(type(of: layer)))"
      state.path.removeLast()
      let whole = SummaryRow(layer: name, output: output, counting: layer)
      let parts = state.rows[start...]
      let row = SummaryRow(
        layer: name, output: output,
        trainable: whole.trainable - parts.reduce(0) { $0 + $1.trainable },
        nonTrainable: whole.nonTrainable - parts.reduce(0) { $0 + $1.nonTrainable })
      if parts.isEmpty || row.trainable > 0 || row.nonTrainable > 0 { state.rows.append(row) }
    }
  }
}

extension Layer {
  /// One row for each layer within this one, however deep, under its path below `name`; for a layer
  /// without layers within, one with the name of its type. Parameters of its own that a layer has
  /// beside those within make a row after them.
  ///
  /// - Parameters:
  ///   - input: The shape of one input, without the batch axis.
  ///   - name: What the rows' paths begin with.
  /// - Throws: `ShapeError` when the layer cannot take such inputs.
  public func summaryRows(
    for input: Shape, named name: String
  ) throws(ShapeError) -> [SummaryRow] {
    let trace = SummaryTrace()
    let built = SummaryTrace.$current.withValue(trace) { () -> Result<Shape, ShapeError> in
      var copy = self
      var random = SeededGenerator(seed: 0)
      let start = trace.enter(name)
      return Result { () throws(ShapeError) in
        let output = try copy.build(for: input, using: &random)
        trace.leave(start, copy, output)
        return output
      }
    }
    _ = try built.get()
    return trace.rows
  }

  /// The layers, output shapes and parameter counts for inputs of shape `input` (no batch axis).
  ///
  /// - Throws: `ShapeError` when the model cannot take such inputs.
  public func summary(for input: Shape, named name: String = "model") throws(ShapeError) -> Summary
  {
    Summary(model: name, rows: try summaryRows(for: input, named: name))
  }
}
