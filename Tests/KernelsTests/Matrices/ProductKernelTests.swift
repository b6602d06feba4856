import CKernels
import Testing

@testable import Kernels

/// Each kernel that this processor has against the definition in double precision.
@Suite struct ProductKernelTests {
  static let available = Instructions.allCases.filter(\.areAvailable)

  @Test(arguments: available)
  func agreesWithTheDefinition(_ instructions: Instructions) {
    for rows in [1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 24, 25, 40] {
      for columns in [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 40, 65] {
        for depth in [0, 1, 2, 6, 9, 31, 32, 70] {
          Case(rows: rows, columns: columns, depth: depth).check(instructions)
        }
      }
    }
  }

  /// Depths and heights that are cut, and panels of the right operand that are copied.
  @Test(arguments: available)
  func cutsLargeProducts(_ instructions: Instructions) {
    for (rows, columns, depth) in [
      (130, 40, 20), (130, 70, 200), (400, 33, 385), (61, 90, 1000), (500, 17, 3), (97, 16, 193),
    ] {
      Case(rows: rows, columns: columns, depth: depth).check(instructions)
    }
  }

  @Test(arguments: available)
  func endsResults(_ instructions: Instructions) {
    for (rows, columns, depth) in [(1, 1, 1), (5, 13, 3), (14, 40, 200), (130, 70, 21)] {
      let (a, b) = (numbers(rows * depth, seed: 1), numbers(depth * columns, seed: 2))
      let (scale, bias) = (numbers(columns, seed: 3), numbers(columns, seed: 4))
      let count = rows * columns
      func product(_ ending: Ending?) -> [Float] {
        filled(count) { c in
          a.withPointer { a in
            b.withPointer { b in
              ProductKernel(instructions).multiply(
                Matrix(a, rows, depth), Matrix(b, depth, columns), into: c, stride: columns,
                ending: ending)
            }
          }
        }
      }
      let plain = product(nil)
      #expect(product(Ending.none) == plain)
      let found = scale.withPointer { scale in
        bias.withPointer { product(Ending(.relu6, scale: scale, bias: $0)) }
      }
      let expected = plain.indices.map {
        min(max(plain[$0] * scale[$0 % columns] + bias[$0 % columns], 0), 6)
      }
      #expect(largestDifference(found, expected) < 1e-5)
    }
  }

  @Test(arguments: available)
  func repeatsAProduct(_ instructions: Instructions) {
    let (a, b) = (numbers(4 * 6, seed: 1), numbers(5 * 6 * 20, seed: 2))
    var c = [Float](repeating: .nan, count: 5 * 4 * 20)
    c.withUnsafeMutableBufferPointer { c in
      a.withPointer { a in
        b.withPointer { b in
          ProductKernel(instructions).multiply(
            Matrix(a, 4, 6), Matrix(b, 6, 20), into: c.baseAddress!, stride: 20,
            repeated: Repetition(5, operandStep: 6 * 20, resultStep: 4 * 20))
        }
      }
    }
    for index in 0..<5 {
      for place in 0..<80 {
        var expected = 0.0
        for k in 0..<6 {
          let factor = b[index * 120 + k * 20 + place % 20]
          expected += Double(a[place / 20 * 6 + k]) * Double(factor)
        }
        #expect(abs(Double(c[index * 80 + place]) - expected) < 1e-5)
      }
    }
  }
}

/// A shape, in all layouts of its operands.
private struct Case {
  let rows: Int
  let columns: Int
  let depth: Int

  func check(_ instructions: Instructions) {
    for isTransposed in [false, true] {
      for inPanels in [false, true] {
        for accumulating in [false, true] {
          let error = error(instructions, isTransposed, inPanels, accumulating)
          #expect(
            error.map { $0 < 1e-4 } ?? false,
            """
            \(rows) × \(columns) × \(depth), transposed: \(isTransposed), panels: \(inPanels), \
            accumulating: \(accumulating)
            """)
        }
      }
    }
  }

  /// The largest error; nil if something beside the result was written, or the operands' surroundings
  /// were read: they are NaN.
  private func error(
    _ instructions: Instructions, _ isTransposed: Bool, _ inPanels: Bool, _ accumulating: Bool
  ) -> Double? {
    let (aRows, aColumns) = isTransposed ? (depth, rows) : (rows, depth)
    let a = Stored(rows: aRows, columns: aColumns, gap: 3, seed: 1)
    let b = Stored(rows: depth, columns: columns, gap: 5, seed: 2)
    let width = Matrix.panelColumns
    var panels = [Float](repeating: .nan, count: depth * Matrix.wholePanels(columns) + 1)
    for k in 0..<depth {
      for n in 0..<columns {
        panels[n / width * width * depth + k * width + n % width] = b[k, n]
      }
    }
    let stride = columns + 4
    var c = [Float](repeating: 7, count: rows * stride + 64)
    c.withUnsafeMutableBufferPointer { c in
      a.scalars.withPointer { aStart in
        (inPanels ? panels : b.scalars).withPointer { bStart in
          let left = Matrix(aStart, aRows, aColumns, stride: a.stride)
          ProductKernel(instructions).multiply(
            isTransposed ? left.transposed : left,
            inPanels
              ? Matrix(panels: bStart, depth, columns)
              : Matrix(bStart, depth, columns, stride: b.stride),
            into: c.baseAddress! + 32, stride: stride, accumulating: accumulating)
        }
      }
    }
    var worst = 0.0
    for place in 0..<c.count {
      let (row, column) = ((place - 32) / stride, (place - 32) % stride)
      guard place >= 32, row < rows, column < columns else {
        if c[place] != 7 { return nil }
        continue
      }
      var expected = accumulating ? 7.0 : 0
      for k in 0..<depth {
        expected += Double(isTransposed ? a[k, row] : a[row, k]) * Double(b[k, column])
      }
      let error = abs(Double(c[place]) - expected)
      if error.isNaN { return nil }
      worst = max(worst, error)
    }
    return worst
  }
}

/// A matrix whose rows lie apart, NaN between and around them.
private struct Stored {
  let stride: Int
  let scalars: [Float]

  init(rows: Int, columns: Int, gap: Int, seed: Int) {
    stride = columns + gap
    let numbers = numbers(rows * columns, seed: seed)
    var scalars = [Float](repeating: .nan, count: rows * stride + 1)
    for place in 0..<rows * columns {
      scalars[place / columns * stride + place % columns] = numbers[place]
    }
    self.scalars = scalars
  }

  subscript(row: Int, column: Int) -> Float { scalars[row * stride + column] }
}

/// Numbers between −1 and 1.
private func numbers(_ count: Int, seed: Int) -> [Float] {
  (0..<count).map { Float(($0 * 7919 + seed * 104_729) % 2003) / 1001 - 1 }
}
