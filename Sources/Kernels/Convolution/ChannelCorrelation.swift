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
    while left > 0 {
      let isFour = left >= 4
      var c = 0
      // With the number of lanes as a constant, so that loads are single instructions.
      while c + 8 <= channels {
        let places = Places(source: source + c, target: target + c, channel: c)
        if isFour { four(places, 8, taps, operands) } else { one(places, 8, taps, operands) }
        c += 8
      }
      if c < channels {
        let places = Places(source: source + c, target: target + c, channel: c)
        for pixel in 0..<(isFour ? 4 : 1) {
          one(
            Places(
              source: places.source + pixel * sourceStep,
              target: places.target + pixel * targetStep, channel: c),
            channels - c, taps, operands)
        }
      }
      let done = isFour ? 4 : 1
      source += done * sourceStep
      target += done * targetStep
      left -= done
    }
  }

  /// Where the lanes of a pixel are read and written, and the first of their channels.
  private struct Places {
    let source: UnsafePointer<Float>
    let target: UnsafeMutablePointer<Float>
    let channel: Int
  }

  /// Four neighboring pixels.
  @inline(__always)
  private func four(
    _ places: Places, _ lanes: Int, _ taps: UnsafeBufferPointer<Tap>, _ operands: Operands
  ) {
    let (sourceStep, targetStep) = (columns.step * channels, columns.taps.count * channels)
    var (first, second) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
    var (third, fourth) = (first, second)
    let weights = operands.weight + places.channel
    for tap in taps {
      let weight = load(weights + tap.weight, lanes)
      let place = places.source + tap.source
      first += load(place, lanes) * weight
      second += load(place + sourceStep, lanes) * weight
      third += load(place + 2 * sourceStep, lanes) * weight
      fourth += load(place + 3 * sourceStep, lanes) * weight
    }
    let bias = operands.bias.map { load($0 + places.channel, lanes) } ?? .zero
    store(rectified(first + bias), places.target, lanes)
    store(rectified(second + bias), places.target + targetStep, lanes)
    store(rectified(third + bias), places.target + 2 * targetStep, lanes)
    store(rectified(fourth + bias), places.target + 3 * targetStep, lanes)
  }

  /// One pixel.
  @inline(__always)
  private func one(
    _ places: Places, _ lanes: Int, _ taps: UnsafeBufferPointer<Tap>, _ operands: Operands
  ) {
    var sum = SIMD8<Float>.zero
    let weights = operands.weight + places.channel
    for tap in taps {
      sum += load(places.source + tap.source, lanes) * load(weights + tap.weight, lanes)
    }
    let bias = operands.bias.map { load($0 + places.channel, lanes) } ?? .zero
    store(rectified(sum + bias), places.target, lanes)
  }

  @inline(__always)
  private func rectified(_ value: SIMD8<Float>) -> SIMD8<Float> {
    rectifies ? value.replacing(with: 0, where: value .< 0) : value
  }
}
