import CKernels
import Testing

@testable import Kernels

/// Each kernel that this processor has against the definition in double precision.
@Suite struct RowScoresTests {
  static let available = Instructions.allCases.filter(\.areAvailable)
  static let terms: [RowTerm] = [.product, .squared, .weightedSquared, .weightedAbsolute]

  private func reference(
    _ term: RowTerm, _ a: ArraySlice<Float>, _ b: ArraySlice<Float>, _ weights: [Float]
  ) -> Double {
    zip(zip(a, b), weights).reduce(0) { sum, terms in
      let (a, b, w) = (Double(terms.0.0), Double(terms.0.1), Double(terms.1))
      switch term {
      case .product: return sum + a * b
      case .squared: return sum + (a - b) * (a - b)
      case .weightedSquared: return sum + w * (a - b) * (a - b)
      case .weightedAbsolute: return sum + w * abs(a - b)
      }
    }
  }

  @Test(arguments: available, terms)
  func sumsAreThoseOfTheDefinition(_ instructions: Instructions, _ term: RowTerm) {
    for (rows, queries, width) in [
      (1, 1, 1), (9, 1, 33), (25, 1, 128), (13, 5, 7), (24, 32, 16), (29, 33, 65), (40, 70, 130),
    ] {
      let x = scattered(rows * width, seed: 1)
      let q = scattered(queries * width, seed: 2)
      let w = scattered(width, seed: 3)
      let scores = RowScores(
        term, map: RowMap(), width: width, weights: w, instructions: instructions)
      let found = filled(rows * queries) { sums(scores, x, q, queries, into: $0) }
      let expected = (0..<rows * queries).map { place in
        let (row, query) = place.quotientAndRemainder(dividingBy: queries)
        return Float(
          reference(
            term, q[query * width..<(query + 1) * width], x[row * width..<(row + 1) * width], w))
      }
      // Terms are up to 64.
      let tolerance = 3e-7 * 64 * Float(width)
      #expect(largestDifference(found, expected) < tolerance, "\(rows), \(queries), \(width)")
    }
  }

  private func sums(
    _ scores: RowScores, _ x: [Float], _ q: [Float], _ queries: Int,
    into sums: UnsafeMutablePointer<Float>
  ) {
    let width = scores.width
    let rows = x.count / width
    let panels = filled(width * Matrix.wholePanels(queries)) {
      layOutPanels(q, width, queries, isTransposed: true, into: $0)
    }
    x.withPointer { x in
      (queries == 1 ? q : panels).withPointer { q in
        (scores.weights + [0]).withPointer { weights in
          var task = ScoreSums(
            term: scores.term.value, weights: weights, rows: x, count: rows,
            width: width, queries: q, queryCount: queries, sums: sums, stride: queries)
          if queries == 1 {
            scores.functions.pointee.one(&task)
          } else {
            scores.functions.pointee.several(&task)
          }
        }
      }
    }
  }

  @Test(arguments: available)
  func whatIsNotBelowTheThresholdPasses(_ instructions: Instructions) {
    let functions = scoreFunctions(instructions.value)!.pointee
    var sums: [Float] = [1, .nan, 3, -.infinity, 2] + (0..<37).map { Float($0 % 7) }
    var map = RowMap(scale: 2, bias: 1).value
    var passing = [UInt32](repeating: 0, count: sums.count)
    let expected = sums.map { $0 * 2 + 1 }
    let found = functions.passingOne(&sums, sums.count, 7, &map, &passing)
    #expect(zip(sums, expected).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
    #expect(
      passing.prefix(found).map(Int.init) == expected.indices.filter { !(expected[$0] < 7) })
    #expect(functions.passingOne(&sums, sums.count, .nan, &map, &passing) == sums.count)
  }

  @Test(arguments: available)
  func everyColumnHasItsThreshold(_ instructions: Instructions) {
    let functions = scoreFunctions(instructions.value)!.pointee
    let (rows, columns, stride) = (5, 19, 21)
    var sums = scattered(rows * stride)
    var map = RowMap().value
    let thresholds = scattered(columns, seed: 4)
    var passing = [UInt32](repeating: 0, count: rows * columns)
    let found = functions.passingSeveral(&sums, rows, columns, stride, thresholds, &map, &passing)
    let expected = (0..<rows * stride).filter {
      $0 % stride < columns && !(sums[$0] < thresholds[$0 % stride])
    }
    #expect(passing.prefix(found).map(Int.init) == expected)
  }

  @Test(arguments: available)
  func theRootIsTaken(_ instructions: Instructions) {
    let functions = scoreFunctions(instructions.value)!.pointee
    var sums: [Float] = [4, 9, 0]
    var map = RowMap(takesRoot: true, scale: -1, bias: 0.5).value
    var passing = [UInt32](repeating: 0, count: 3)
    _ = functions.passingOne(&sums, 3, 0, &map, &passing)
    #expect(largestDifference(sums, [-1.5, -2.5, 0.5 - 1e-6]) < 1e-6)
  }

  @Test(arguments: available)
  func everyHalfIsRead(_ instructions: Instructions) {
    let functions = scoreFunctions(instructions.value)!.pointee
    let halves = (0..<1 << 16).map { UInt16($0) }
    let found = filled(1 << 16) { functions.fromHalves(halves, 1 << 16, $0) }
    let expected = filled(1 << 16) { convert(halves, from: .half, count: 1 << 16, into: $0) }
    #expect(
      zip(found, expected).allSatisfy { $0.bitPattern == $1.bitPattern || $0.isNaN && $1.isNaN })
  }

  @Test(arguments: available)
  func bytesAreScaled(_ instructions: Instructions) {
    let functions = scoreFunctions(instructions.value)!.pointee
    let bytes = (-128...127).map { Int8($0) } + [7, -7, 0]
    let found = filled(bytes.count) { functions.fromBytes(bytes, bytes.count, 0.5, $0) }
    #expect(found == bytes.map { Float($0) * 0.5 })
  }
}
