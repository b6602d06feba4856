import Testing

@testable import Kernels

@Suite struct RowEncodingTests {
  private func roundTrip(_ x: [Float], width: Int, _ storage: RowStorage) -> [Float] {
    let encoding = RowEncoding(width: width, storage)
    let rows = x.count / width
    let memory = UnsafeMutableRawPointer.allocate(byteCount: 4 * x.count, alignment: 64)
    defer { memory.deallocate() }
    let scales = filled(rows) { encoding.encode(x, count: rows, into: memory, scales: $0) }
    let ids = Array(0..<rows)
    return filled(x.count) {
      encoding.decode(RowBlock(memory, scales: scales, ids: ids, count: rows), into: $0)
    }
  }

  @Test func singlesStayAsTheyAre() {
    let x = scattered(21 * 5)
    #expect(roundTrip(x, width: 21, .single) == x)
  }

  @Test func halvesAreRounded() {
    let x = scattered(35 * 3)
    let expected = filled(x.count) { y in
      var halves = [UInt16](repeating: 0, count: x.count)
      convert(x, count: x.count, to: .half, into: &halves)
      convert(halves, from: .half, count: x.count, into: y)
    }
    #expect(roundTrip(x, width: 35, .half) == expected)
  }

  @Test func bytesAreOffByHalfAStepAtMost() {
    let x = scattered(40 * 3)
    let found = roundTrip(x, width: 40, .byte)
    for row in 0..<3 {
      let range = row * 40..<(row + 1) * 40
      let largest = x[range].map(abs).max()!
      #expect(range.allSatisfy { abs(found[$0] - x[$0]) <= largest / 254 * 1.001 })
      #expect(range.contains { abs(found[$0]) == largest })
    }
  }

  @Test func rowsOfZerosAndOfHardlyMoreAreZeros() {
    let least = Float.leastNonzeroMagnitude
    #expect(roundTrip([0, 0, least, 0], width: 2, .byte).allSatisfy { abs($0) <= least })
  }

  @Test func whatHalvesCannotHoldIsFound() {
    let encoding = RowEncoding(width: 2, .half)
    #expect(encoding.firstBeyondHalf([1, 65519, 3, -4], count: 2) == nil)
    #expect(encoding.firstBeyondHalf([1, 2, 3, -65520], count: 2) == 1)
  }

  @Test func lengthsBecomeOne() {
    var x: [Float] = [3, 4, 0, 0, 3e30, -4e30]
    x.withUnsafeMutableBufferPointer { normalizeRows($0.baseAddress!, count: 3, width: 2) }
    #expect(largestDifference(x, [0.6, 0.8, 0, 0, 0.6, -0.8]) < 1e-6)
  }
}
