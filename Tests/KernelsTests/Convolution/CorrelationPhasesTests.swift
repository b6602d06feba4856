import Testing

@testable import Kernels

@Suite struct CorrelationPhasesTests {
  /// Every position reads through each tap what the definition says, and the interior is where all do.
  @Test(arguments: [
    (3, 1, 1, 1), (3, 2, 1, 1), (5, 3, 2, 0), (2, 3, 1, 0), (3, 2, 2, 3), (3, 1, 1, 5),
  ])
  func positionsReadWhatTheDefinitionSays(
    _ settings: (kernel: Int, stride: Int, dilation: Int, padding: Int)
  ) {
    let (kernel, stride, dilation, padding) = settings
    let size = 11
    let output = (size + 2 * padding - (kernel - 1) * dilation - 1) / stride + 1
    let forward = CorrelationPhases(
      forward: kernel, stride: stride, dilation: dilation, padding: padding, source: size,
      target: output)
    let backward = CorrelationPhases(
      backward: kernel, stride: stride, dilation: dilation, padding: padding, source: output,
      target: size)
    var pairs = Set<[Int]>()
    for y in 0..<output {
      for k in 0..<kernel where (0..<size).contains(y * stride - padding + k * dilation) {
        pairs.insert([y, y * stride - padding + k * dilation, k])
      }
    }
    #expect(Set(read(forward).map { [$0.target, $0.source, $0.tap] }) == pairs)
    #expect(Set(read(backward).map { [$0.source, $0.target, $0.tap] }) == pairs)
  }

  private func read(_ phases: CorrelationPhases) -> [(target: Int, source: Int, tap: Int)] {
    phases.taps.indices.flatMap { phase in
      (0..<phases.count(phase)).flatMap { position in
        let found = phases.taps[phase].filter {
          (0..<phases.source).contains($0.source + position * phases.step)
        }
        if phases.interior(phase).contains(position) {
          #expect(found.count == phases.taps[phase].count)
        }
        return found.map {
          (position * phases.taps.count + phase, $0.source + position * phases.step, $0.kernel)
        }
      }
    }
  }
}
