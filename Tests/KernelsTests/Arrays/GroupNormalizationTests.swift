import Testing

@testable import Kernels

@Suite struct GroupNormalizationTests {
  private let samples = 3
  private let pixels = 150
  private let channels = 10
  private var count: Int { samples * pixels * channels }

  private func forward(groups: Int, _ x: [Float]) -> (y: [Float], mean: [Float], inverse: [Float]) {
    let kernel = GroupNormalization(
      samples: samples, pixels: pixels, channels: channels, groups: groups)
    let ones = [Float](repeating: 1, count: channels)
    let shift = [Float](repeating: 0, count: channels)
    var (mean, inverse): ([Float], [Float]) = ([], [])
    let y = filled(count) { y in
      mean = filled(samples * groups) { mean in
        inverse = filled(samples * groups) { inverse in
          kernel.forward(
            x, scale: ones, shift: shift, epsilon: 1e-5, into: y, statistics: (mean, inverse))
        }
      }
    }
    return (y, mean, inverse)
  }

  @Test(arguments: [1, 2, 5, 10])
  func everyGroupHasMean0AndVariance1(_ groups: Int) {
    let x = scattered(count).map { $0 + 50 }
    let (y, mean, inverse) = forward(groups: groups, x)
    let width = channels / groups
    for sample in 0..<samples {
      for group in 0..<groups {
        let places = (0..<pixels * width).map {
          (sample * pixels + $0 / width) * channels + group * width + $0 % width
        }
        let center = places.reduce(0.0) { $0 + Double(x[$1]) } / Double(places.count)
        let spread = places.reduce(0.0) {
          $0 + (Double(x[$1]) - center) * (Double(x[$1]) - center)
        }
        let index = sample * groups + group
        #expect(abs(Double(mean[index]) - center) < 1e-4)
        let expected = 1 / (spread / Double(places.count) + 1e-5).squareRoot()
        #expect(abs(Double(inverse[index]) - expected) < 1e-5)
        for place in places {
          #expect(abs((Double(x[place]) - center) * expected - Double(y[place])) < 1e-4)
        }
      }
    }
  }

  @Test func theGradientOfAConstantIs0() {
    let kernel = GroupNormalization(
      samples: samples, pixels: pixels, channels: channels, groups: 2)
    let x = scattered(count)
    let (_, mean, inverse) = forward(groups: 2, x)
    let ones = [Float](repeating: 1, count: channels)
    let gradient = [Float](repeating: 1, count: count)
    var (scale, shift): ([Float], [Float]) = ([], [])
    let input = filled(count) { input in
      scale = filled(channels) { scale in
        shift = filled(channels) { shift in
          mean.withPointer { mean in
            inverse.withPointer { inverse in
              kernel.backward(
                x, gradient: gradient, scale: ones, statistics: (mean, inverse),
                into: (input, scale, shift))
            }
          }
        }
      }
    }
    #expect(input.allSatisfy { abs($0) < 1e-5 })
    #expect(shift.allSatisfy { $0 == Float(samples * pixels) })
    // Over all channels of a group the normalized scalars sum to 0.
    for group in 0..<2 { #expect(abs(scale[group * 5..<group * 5 + 5].reduce(0, +)) < 1e-2) }
  }
}
