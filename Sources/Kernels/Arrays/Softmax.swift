import Basics

/// log softmax of each row of a `rows` × `columns` matrix, shifted by the row's maximum.
package func logSoftmax(
  _ x: UnsafePointer<Float>, rows: Int, columns: Int, into y: UnsafeMutablePointer<Float>
) {
  Threads.forEachRange(rows, grain: max(1, (1 << 13) / max(columns, 1))) { range in
    for row in range {
      let source = x + row * columns
      let target = y + row * columns
      var largest = source[0]
      for j in 1..<max(1, columns) where source[j] > largest { largest = source[j] }
      var total = 0.0
      for j in 0..<columns { total += Double(expf(source[j] - largest)) }
      // One after the other: beside a large maximum their sum would lose the logarithm.
      let logarithm = Float(log(total))
      for j in 0..<columns { target[j] = source[j] - largest - logarithm }
    }
  }
}

/// g − softmax · Σ g of each row, given the row's log softmax `y`.
package func logSoftmaxGradient(
  _ y: UnsafePointer<Float>, gradient: UnsafePointer<Float>, rows: Int, columns: Int,
  into dx: UnsafeMutablePointer<Float>
) {
  Threads.forEachRange(rows, grain: max(1, (1 << 13) / max(columns, 1))) { range in
    for row in range {
      let offset = row * columns
      let total = sum(gradient + offset, count: columns)
      for j in offset..<offset + columns { dx[j] = gradient[j] - expf(y[j]) * total }
    }
  }
}
