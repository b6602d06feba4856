import Testing

@testable import Kernels

@Suite struct ConvolutionEpilogueTests {
  private let size = 5 * 5 * 3

  private func kernel(_ epilogue: ConvolutionEpilogue) -> EpilogueKernel {
    EpilogueKernel(epilogue: epilogue, height: 5, width: 5, channels: 3)
  }

  private let bias: [Float] = [0.5, -0.25, 0]

  @Test func addsTheBiasAndRectifies() {
    let result = scattered(size)
    for epilogue in [ConvolutionEpilogue.bias, .relu] {
      let found = bias.withPointer { bias in
        filled(size) {
          kernel(epilogue).apply(bias: bias, output: $0, winners: nil) {
            $0.update(from: result, count: size)
          }
        }
      }
      let sums = result.indices.map { result[$0] + bias[$0 % 3] }
      #expect(found == (epilogue == .relu ? sums.map { max($0, 0) } : sums))
    }
  }

  @Test func cutsOffAboveSix() {
    let result = scattered(size).map { 4 * $0 }
    let found = filled(size) {
      kernel(.relu6).apply(bias: nil, output: $0, winners: nil) {
        $0.update(from: result, count: size)
      }
    }
    #expect(found == result.map { min(max($0, 0), 6) })
    let g = scattered(size, seed: 2)
    let expected = found.indices.map { found[$0] > 0 && found[$0] < 6 ? g[$0] : 0 }
    kernel(.relu6).withGradient(ofOutput: g, output: found, winners: nil) { gradient in
      #expect((0..<size).map { gradient[$0] } == expected)
    }
    let bias = filled(3) { kernel(.relu6).biasGradient(ofOutput: g, output: found, into: $0) }
    let sums = (0..<3).map { channel in
      stride(from: channel, to: size, by: 3).reduce(Float(0)) { $0 + expected[$1] }
    }
    #expect(largestDifference(bias, sums) < 1e-5)
  }

  @Test func poolsAndTakesGradientsBack() {
    let result = scattered(size)
    let count = kernel(.reluMaxPool).outputSize
    #expect(count == 2 * 2 * 3)
    var winners = [UInt8](repeating: 9, count: count)
    let found = winners.withUnsafeMutableBufferPointer { winners in
      filled(count) {
        kernel(.reluMaxPool).apply(bias: nil, output: $0, winners: winners.baseAddress) {
          $0.update(from: result, count: size)
        }
      }
    }
    let g = scattered(count, seed: 2)
    var expected = [Float](repeating: 0, count: size)
    for place in 0..<count {
      let (row, column, channel) = (place / 6, place / 3 % 2, place % 3)
      let taps = [0, 1, 5, 6].map { (row * 10 + column * 2 + $0) * 3 + channel }
      let largest = taps.map { result[$0] }.max() ?? 0
      #expect(found[place] == max(largest, 0))
      if largest > 0 { for tap in taps where result[tap] == largest { expected[tap] = g[place] } }
    }
    kernel(.reluMaxPool).withGradient(ofOutput: g, output: found, winners: winners) { gradient in
      #expect((0..<size).map { gradient[$0] } == expected)
    }
  }

  @Test func aScaleComesBeforeTheRest() {
    let (result, scale): ([Float], [Float]) = (scattered(size), [2, -1, 0.5])
    let scaled = result.indices.map { result[$0] * scale[$0 % 3] }
    for epilogue in [ConvolutionEpilogue.bias, .relu, .reluMaxPool] {
      let kernel = kernel(epilogue)
      func output(_ result: [Float], _ scale: UnsafePointer<Float>?) -> [Float] {
        bias.withPointer { bias in
          filled(kernel.outputSize) {
            kernel.apply(scale: scale, bias: bias, output: $0, winners: nil) {
              $0.update(from: result, count: size)
            }
          }
        }
      }
      #expect(scale.withPointer { output(result, $0) } == output(scaled, nil))
    }
    let g = scattered(size, seed: 2)
    scale.withPointer { scale in
      kernel(.bias).withGradient(ofOutput: g, output: nil, winners: nil, scale: scale) { found in
        #expect((0..<size).allSatisfy { found[$0] == g[$0] * scale[$0 % 3] })
      }
    }
  }

  @Test func theBiasGetsTheSumOfItsChannel() {
    let (y, g) = (scattered(size), scattered(size, seed: 2))
    for epilogue in [ConvolutionEpilogue.bias, .relu] {
      let found = filled(3) {
        kernel(epilogue).biasGradient(ofOutput: g, output: y, into: $0)
      }
      let expected = (0..<3).map { channel in
        stride(from: channel, to: size, by: 3).reduce(Float(0)) {
          $0 + (epilogue == .bias || y[$1] > 0 ? g[$1] : 0)
        }
      }
      #expect(largestDifference(found, expected) < 1e-5)
    }
  }
}
