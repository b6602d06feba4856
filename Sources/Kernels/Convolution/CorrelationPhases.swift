/// What each position of the target along one axis reads of the source.
///
/// Forward there is one phase. Backward, positions as many pixels apart as the stride read through the
/// same taps: one phase for each of these residues.
struct CorrelationPhases {
  /// A tap of the kernel and the place in the source that the phase's first position reads with it.
  typealias Tap = (kernel: Int, source: Int)

  /// The taps of each phase; position p has phase p mod `taps.count`.
  let taps: [[Tap]]
  /// The size of the source.
  let source: Int
  /// The size of the target.
  let target: Int
  /// From one position of a phase to the next, in the source.
  let step: Int

  init(forward kernel: Int, stride: Int, dilation: Int, padding: Int, source: Int, target: Int) {
    taps = [(0..<kernel).map { ($0, $0 * dilation - padding) }]
    (self.source, self.target, step) = (source, target, stride)
  }

  /// Output y is read by input p with tap k if p = y · stride − padding + k · dilation.
  init(backward kernel: Int, stride: Int, dilation: Int, padding: Int, source: Int, target: Int) {
    taps = (0..<stride).map { phase in
      (0..<kernel).compactMap { k in
        let distance = phase + padding - k * dilation
        return distance % stride == 0 ? (k, distance / stride) : nil
      }
    }
    (self.source, self.target, step) = (source, target, 1)
  }

  /// Positions of a phase.
  func count(_ phase: Int) -> Int { (target - phase + taps.count - 1) / taps.count }

  /// Positions of a phase where all taps lie on the source.
  func interior(_ phase: Int) -> Range<Int> {
    var (lower, upper) = (0, count(phase))
    for tap in taps[phase] {
      lower = max(lower, tap.source < 0 ? (step - 1 - tap.source) / step : 0)
      upper = min(upper, tap.source < source ? (source - tap.source + step - 1) / step : 0)
    }
    return lower < upper ? lower..<upper : 0..<0
  }
}
