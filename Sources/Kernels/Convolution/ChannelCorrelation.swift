import CKernels

/// Sums over the taps of a kernel, channel by channel, at every pixel of a target.
struct ChannelCorrelation {
  let rows: CorrelationPhases
  let columns: CorrelationPhases
  let channels: Int
  var instructions = Instructions.best

  private struct Operands {
    let source: UnsafePointer<Float>
    let weight: UnsafePointer<Float>
    let kernelWidth: Int
  }

  /// Writes the given rows of the target.
  func run(
    _ source: UnsafePointer<Float>, weight: UnsafePointer<Float>, ending: Ending = .none,
    rows range: Range<Int>, into target: UnsafeMutablePointer<Float>
  ) {
    let operands = Operands(
      source: source, weight: weight, kernelWidth: columns.taps.reduce(0) { $0 + $1.count })
    let parts = columns.taps.indices.map(parts)
    let correlate = correlationFunction(instructions.value)!
    let most =
      rows.taps.reduce(1) { max($0, $1.count) } * columns.taps.reduce(1) { max($0, $1.count) }
    withUnsafeTemporaryAllocation(of: CorrelationTap.self, capacity: most) { taps in
      for row in range {
        for (phase, parts) in parts.enumerated() {
          for part in parts {
            let count = fill(taps, row: row, phase, at: part.lowerBound, operands)
            var correlation = Correlation(
              taps: taps.baseAddress, tapCount: count, channels: channels, pixels: part.count,
              sourceStep: columns.step * channels, targetStep: columns.taps.count * channels,
              ending: ending)
            let column = phase + part.lowerBound * columns.taps.count
            correlate(&correlation, target + (row * columns.target + column) * channels)
          }
        }
      }
    }
  }

  /// The positions of a phase: those that read through the same taps together, the others one by one.
  private func parts(_ phase: Int) -> [Range<Int>] {
    let interior = columns.interior(phase)
    let before = (0..<interior.lowerBound).map { $0..<$0 + 1 }
    let after = (interior.upperBound..<columns.count(phase)).map { $0..<$0 + 1 }
    return before + (interior.isEmpty ? [] : [interior]) + after
  }

  /// Lists the taps that lie on the source for a pixel, and returns how many they are.
  private func fill(
    _ list: UnsafeMutableBufferPointer<CorrelationTap>, row: Int, _ phase: Int, at x: Int,
    _ operands: Operands
  ) -> Int {
    var count = 0
    let (y, rowPhase) = row.quotientAndRemainder(dividingBy: rows.taps.count)
    for vertical in rows.taps[rowPhase] {
      let line = vertical.source + y * rows.step
      guard line >= 0 && line < rows.source else { continue }
      for horizontal in columns.taps[phase] {
        let column = horizontal.source + x * columns.step
        guard column >= 0 && column < columns.source else { continue }
        let tap = vertical.kernel * operands.kernelWidth + horizontal.kernel
        list[count] = CorrelationTap(
          source: operands.source + (line * columns.source + column) * channels,
          weight: operands.weight + tap * channels)
        count += 1
      }
    }
    return count
  }
}
