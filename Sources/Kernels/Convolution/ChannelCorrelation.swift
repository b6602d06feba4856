import Lanes

/// Sums over the taps of a kernel, channel by channel, at every pixel of a target.
struct ChannelCorrelation {
  let rows: CorrelationPhases
  let columns: CorrelationPhases
  let channels: Int
  let rectifies: Bool

  /// Where a tap reads and where its weights are.
  private struct Tap {
    let source: Int
    let weight: Int
  }

  private struct Operands {
    let source: UnsafePointer<Float>
    let weight: UnsafePointer<Float>
    let bias: UnsafePointer<Float>?
    let target: UnsafeMutablePointer<Float>
  }

  /// Writes the given rows of the target.
  func run(
    _ source: UnsafePointer<Float>, weight: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
    rows range: Range<Int>, into target: UnsafeMutablePointer<Float>
  ) {
    let most =
      rows.taps.reduce(1) { max($0, $1.count) } * columns.taps.reduce(1) { max($0, $1.count) }
    let interiors = columns.taps.indices.map(columns.interior)
    let kernelWidth = columns.taps.reduce(0) { $0 + $1.count }
    withUnsafeTemporaryAllocation(of: Tap.self, capacity: most) { taps in
      for row in range {
        let operands = Operands(
          source: source, weight: weight, bias: bias,
          target: target + row * columns.target * channels)
        for (phase, interior) in interiors.enumerated() {
          let count = columns.count(phase)
          for x in 0..<interior.lowerBound {
            let found = fill(taps, row: row, phase, at: x, kernelWidth)
            pixels(x..<x + 1, phase, UnsafeBufferPointer(rebasing: taps[..<found]), operands)
          }
          if !interior.isEmpty {
            let found = fill(taps, row: row, phase, at: interior.lowerBound, kernelWidth)
            pixels(interior, phase, UnsafeBufferPointer(rebasing: taps[..<found]), operands)
          }
          for x in interior.upperBound..<count {
            let found = fill(taps, row: row, phase, at: x, kernelWidth)
            pixels(x..<x + 1, phase, UnsafeBufferPointer(rebasing: taps[..<found]), operands)
          }
        }
      }
    }
  }

  /// Lists the taps that lie on the source for a pixel, and returns how many they are.
  private func fill(
    _ list: UnsafeMutableBufferPointer<Tap>, row: Int, _ phase: Int, at x: Int, _ kernelWidth: Int
  ) -> Int {
    var count = 0
    let (y, rowPhase) = row.quotientAndRemainder(dividingBy: rows.taps.count)
    for vertical in rows.taps[rowPhase] {
      let line = vertical.source + y * rows.step
      guard line >= 0 && line < rows.source else { continue }
      for horizontal in columns.taps[phase] {
        let column = horizontal.source + x * columns.step
        guard column >= 0 && column < columns.source else { continue }
        list[count] = Tap(
          source: (line * columns.source + column) * channels,
          weight: (vertical.kernel * kernelWidth + horizontal.kernel) * channels)
        count += 1
      }
    }
    return count
  }

  /// Neighboring pixels of a phase, which read through the same taps: `taps` has those of the first.
  private func pixels(
    _ range: Range<Int>, _ phase: Int, _ taps: UnsafeBufferPointer<Tap>, _ operands: Operands
  ) {
    let (sourceStep, targetStep) = (columns.step * channels, columns.taps.count * channels)
    var source = operands.source
    var target = operands.target + (phase + range.lowerBound * columns.taps.count) * channels
    var left = range.count
    while left >= 4 {
      forEachLanes(channels) { c, lanes in
        var (first, second, third, fourth) = starts(operands.bias, c, lanes)
        for tap in taps {
          let weight = load(operands.weight + tap.weight + c, lanes)
          let place = source + tap.source + c
          first += load(place, lanes) * weight
          second += load(place + sourceStep, lanes) * weight
          third += load(place + 2 * sourceStep, lanes) * weight
          fourth += load(place + 3 * sourceStep, lanes) * weight
        }
        store(rectified(first), target + c, lanes)
        store(rectified(second), target + targetStep + c, lanes)
        store(rectified(third), target + 2 * targetStep + c, lanes)
        store(rectified(fourth), target + 3 * targetStep + c, lanes)
      }
      source += 4 * sourceStep
      target += 4 * targetStep
      left -= 4
    }
    while left > 0 {
      forEachLanes(channels) { c, lanes in
        var sum = starts(operands.bias, c, lanes).0
        for tap in taps {
          sum +=
            load(source + tap.source + c, lanes) * load(operands.weight + tap.weight + c, lanes)
        }
        store(rectified(sum), target + c, lanes)
      }
      source += sourceStep
      target += targetStep
      left -= 1
    }
  }

  private typealias Lanes = SIMD8<Float>

  @inline(__always)
  private func starts(
    _ bias: UnsafePointer<Float>?, _ c: Int, _ lanes: Int
  ) -> (Lanes, Lanes, Lanes, Lanes) {
    let start = bias.map { load($0 + c, lanes) } ?? .zero
    return (start, start, start, start)
  }

  @inline(__always)
  private func rectified(_ value: Lanes) -> Lanes {
    rectifies ? value.replacing(with: 0, where: value .< 0) : value
  }
}
