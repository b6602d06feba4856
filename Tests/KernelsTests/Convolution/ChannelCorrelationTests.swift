import CKernels
import Testing

@testable import Kernels

/// The loops for all instructions that this processor has against the definition in double precision.
@Suite struct ChannelCorrelationTests {
  static let available = Instructions.allCases.filter(\.areAvailable)

  @Test(arguments: available)
  func agreesWithTheDefinition(_ instructions: Instructions) throws {
    for channels in [1, 3, 4, 7, 8, 15, 16, 21, 40] {
      for (size, kernel, stride) in [(3, 3, 1), (5, 3, 2), (12, 5, 1), (23, 3, 1)] {
        try check(channels, size, kernel, stride, instructions)
      }
    }
  }

  private func check(
    _ channels: Int, _ size: Int, _ kernel: Int, _ stride: Int, _ instructions: Instructions
  ) throws {
    let (padding, output) = (kernel / 2, (size - 1) / stride + 1)
    let phases = CorrelationPhases(
      forward: kernel, stride: stride, dilation: 1, padding: padding, source: size, target: output)
    let (source, weight) = (
      scattered(size * size * channels), scattered(kernel * kernel * channels, seed: 2)
    )
    let (scale, bias) = (scattered(channels, seed: 3), scattered(channels, seed: 4))
    var correlation = ChannelCorrelation(rows: phases, columns: phases, channels: channels)
    correlation.instructions = instructions
    for epilogue in [ConvolutionEpilogue.bias, .relu6] {
      let found = try scale.withPointer { scale in
        try bias.withPointer { bias in
          let ending = try #require(Ending(epilogue, scale: scale, bias: bias))
          return filled(output * output * channels) {
            correlation.run(source, weight: weight, ending: ending, rows: 0..<output, into: $0)
          }
        }
      }
      var worst = 0.0
      for place in found.indices {
        let (pixel, c) = place.quotientAndRemainder(dividingBy: channels)
        var sum = 0.0
        for tap in 0..<kernel * kernel {
          let row = pixel / output * stride - padding + tap / kernel
          let column = pixel % output * stride - padding + tap % kernel
          guard (0..<size).contains(row), (0..<size).contains(column) else { continue }
          let value = source[(row * size + column) * channels + c]
          sum += Double(value) * Double(weight[tap * channels + c])
        }
        sum = sum * Double(scale[c]) + Double(bias[c])
        let expected = epilogue == .bias ? sum : min(max(sum, 0), 6)
        worst = max(worst, abs(Double(found[place]) - expected))
      }
      #expect(worst < 1e-4, "\(channels) channels, size \(size), kernel \(kernel), \(epilogue)")
    }
  }

  /// NaN stays, as in ReLU6 by itself.
  @Test(arguments: available)
  func keepsNaN(_ instructions: Instructions) throws {
    let phases = CorrelationPhases(
      forward: 1, stride: 1, dilation: 1, padding: 0, source: 1, target: 1)
    var correlation = ChannelCorrelation(rows: phases, columns: phases, channels: 18)
    correlation.instructions = instructions
    let source = (0..<18).map { $0 % 2 == 0 ? Float.nan : 7 }
    let ending = try #require(Ending(.relu6))
    let found = filled(18) {
      correlation.run(
        source, weight: [Float](repeating: 1, count: 18), ending: ending, rows: 0..<1, into: $0)
    }
    #expect(found.enumerated().allSatisfy { $0 % 2 == 0 ? $1.isNaN : $1 == 6 })
  }
}
