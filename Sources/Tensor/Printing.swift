extension Tensor: CustomStringConvertible {
  /// The shape and the scalars in nested brackets; long axes show their first and last three.
  public var description: String {
    let values = scalars
    return "Tensor\(shape) " + text(values[...], shape.dimensions[...], indent: 1)
  }

  private func text(
    _ values: ArraySlice<Float>, _ dimensions: ArraySlice<Int>, indent: Int
  ) -> String {
    guard let size = dimensions.first else { return values.first.map { "\($0)" } ?? "" }
    let inner = dimensions.dropFirst()
    let stride = inner.reduce(1, *)
    let shown = size > 8 ? Array(0..<3) + [-1] + Array(size - 3..<size) : Array(0..<size)
    let parts = shown.map { index in
      guard index >= 0 else { return "…" }
      let start = values.startIndex + index * stride
      return text(values[start..<start + stride], inner, indent: indent + 1)
    }
    let separator =
      inner.isEmpty ? ", " : ",\n" + String(repeating: " ", count: indent)
    return "[" + parts.joined(separator: separator) + "]"
  }
}
