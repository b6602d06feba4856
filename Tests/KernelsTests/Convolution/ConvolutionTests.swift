import Testing

@testable import Kernels

/// Every algorithm against a direct convolution in double precision.
@Suite struct ConvolutionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var images = 2
    let size: Int
    let channels: Int
    let kernel: Int
    let filters: Int
    var padding = 0
    var stride = 1
    var dilation = 1
    var groups = 1
    var tiles: [Int] = []

    var testDescription: String {
      "\(images)×\(size)×\(size)×\(channels), kernel \(kernel), padding \(padding), \(filters) filters, "
        + "stride \(stride), dilation \(dilation), \(groups) groups"
    }
  }

  static let cases = [
    Case(size: 9, channels: 3, kernel: 4, filters: 5, tiles: [5, 6, 9, 12]),
    Case(size: 11, channels: 7, kernel: 3, filters: 2, padding: 1, tiles: [4, 5, 11, 13]),
    Case(size: 13, channels: 1, kernel: 7, filters: 3, tiles: [8, 13]),
    Case(images: 1, size: 5, channels: 2, kernel: 5, filters: 3, tiles: [5, 6, 9]),
    Case(images: 3, size: 6, channels: 5, kernel: 2, filters: 11, tiles: [3, 4, 7]),
    Case(size: 8, channels: 4, kernel: 3, filters: 1, padding: 2, tiles: [4, 6, 10, 12]),
    Case(images: 1, size: 17, channels: 2, kernel: 11, filters: 2, padding: 3, tiles: [12, 23]),
    // Wide images of one channel, whose rows are shifted rather than unfolded.
    Case(size: 53, channels: 1, kernel: 6, filters: 9, tiles: [11]),
    Case(images: 1, size: 50, channels: 1, kernel: 5, filters: 4, padding: 2, tiles: [54]),
    // Several blocks of images and several chunks of tiles.
    Case(images: 17, size: 30, channels: 20, kernel: 3, filters: 3, tiles: [4]),
    Case(images: 35, size: 7, channels: 8, kernel: 4, filters: 9, tiles: [5]),
    // Tiles that lie beyond the image.
    Case(size: 5, channels: 8, kernel: 3, filters: 4, padding: 7, tiles: [4, 5]),
    // What is unfolded in any case.
    Case(size: 40, channels: 6, kernel: 5, filters: 4, padding: 3, stride: 2, dilation: 2),
    Case(size: 33, channels: 6, kernel: 3, filters: 9, padding: 1, stride: 3, groups: 3),
    Case(size: 12, channels: 8, kernel: 1, filters: 4, groups: 4),
  ]

  /// Each channel with filters of its own.
  static let depthwise = [
    Case(size: 9, channels: 16, kernel: 3, filters: 16, padding: 1, groups: 16),
    Case(size: 10, channels: 13, kernel: 3, filters: 13, padding: 1, stride: 2, groups: 13),
    Case(size: 40, channels: 130, kernel: 3, filters: 130, padding: 1, groups: 130),
    Case(size: 11, channels: 8, kernel: 5, filters: 8, padding: 4, dilation: 2, groups: 8),
    Case(size: 12, channels: 5, kernel: 7, filters: 15, padding: 3, stride: 3, groups: 5),
    Case(images: 1, size: 3, channels: 9, kernel: 8, filters: 18, padding: 6, groups: 9),
    Case(size: 6, channels: 3, kernel: 2, filters: 3, stride: 4, dilation: 3, groups: 3),
  ]

  @Test(arguments: depthwise)
  func depthwiseAgreesWithDirectConvolution(_ test: Case) {
    let problem = Problem(test)
    let expected = problem.reference()
    for algorithm in [ConvolutionAlgorithm.depthwise, .unfolded] {
      let found = problem.run(algorithm)
      for (name, pair) in zip(["output", "input", "weight"], zip(found, expected)) {
        #expect(largestError(pair.0, pair.1) <= 2e-6, "\(algorithm), \(name)")
      }
      #expect(problem.inputGradient(algorithm) == found[1])
    }
  }

  @Test(arguments: cases)
  func agreesWithDirectConvolution(_ test: Case) {
    let problem = Problem(test)
    let expected = problem.reference()
    for algorithm in [.unfolded] + test.tiles.map(ConvolutionAlgorithm.bilinear) {
      let found = problem.run(algorithm)
      for (name, pair) in zip(["output", "input", "weight"], zip(found, expected)) {
        let error = largestError(pair.0, pair.1)
        #expect(error <= 2e-6, "\(algorithm), \(name)")
      }
      #expect(problem.inputGradient(algorithm) == found[1])
    }
  }

  @Test(arguments: [
    ConvolutionAlgorithm.unfolded, .bilinear(tile: 6), .toomCook(tile: 6), .depthwise,
  ])
  func isTheSameForAnyNumberOfThreads(_ algorithm: ConvolutionAlgorithm) {
    let problem = Problem(
      Case(
        images: 5, size: 11, channels: 8, kernel: 3, filters: 8,
        groups: algorithm == .depthwise ? 8 : 1))
    defer { Threads.count = 0 }
    Threads.count = 1
    let expected = problem.run(algorithm)
    for count in [2, 3, 8] {
      Threads.count = count
      #expect(problem.run(algorithm) == expected, "\(count) threads")
    }
  }

  /// Small images, several at once; large ones, in parts, few and many; edges of all kinds; channels that
  /// fill no vector.
  static let smallTiles = [
    Case(images: 3, size: 13, channels: 64, kernel: 3, filters: 9, tiles: [4, 6]),
    Case(images: 9, size: 7, channels: 20, kernel: 3, filters: 16, padding: 1, tiles: [4, 6]),
    Case(images: 2, size: 50, channels: 40, kernel: 3, filters: 33, padding: 2, tiles: [4, 6]),
    Case(images: 9, size: 33, channels: 5, kernel: 3, filters: 7, padding: 1, tiles: [6]),
    Case(images: 1, size: 3, channels: 8, kernel: 3, filters: 1, tiles: [4, 6]),
  ]

  @Test(arguments: smallTiles)
  func toomCookAgreesToo(_ test: Case) {
    let problem = Problem(test)
    let expected = problem.reference()
    for tile in test.tiles {
      let found = problem.run(.toomCook(tile: tile))
      for (name, pair) in zip(["output", "input", "weight"], zip(found, expected)) {
        let error = largestError(pair.0, pair.1)
        // The filters' gradient is a sum over all pixels, here of thousands.
        let isLongSum = name == "weight" && test.size > 30
        #expect(error <= (isLongSum ? 3e-6 : 2e-6), "tile \(tile), \(name)")
      }
      #expect(problem.inputGradient(.toomCook(tile: tile)) == found[1])
    }
  }

  private func largestError(_ found: [Float], _ expected: [Double]) -> Double {
    let scale = expected.reduce(0) { max($0, abs($1)) }
    return zip(found, expected).reduce(0) { max($0, abs(Double($1.0) - $1.1)) } / scale
  }
}

/// A convolution's operands and how to run it.
private struct Problem {
  let window: Window
  let filters: Int
  let groups: Int
  let input: [Float]
  let weight: [Float]
  let gradient: [Float]

  init(_ test: ConvolutionTests.Case) {
    let reach = (test.kernel - 1) * test.dilation + 1
    let output = (test.size + 2 * test.padding - reach) / test.stride + 1
    window = Window(
      images: ImageBatch(
        count: test.images, height: test.size, width: test.size, channels: test.channels),
      kernel: Extent(height: test.kernel, width: test.kernel),
      strides: Extent(height: test.stride, width: test.stride),
      padding: Extent(height: test.padding, width: test.padding),
      output: Extent(height: output, width: output),
      dilation: Extent(height: test.dilation, width: test.dilation))
    filters = test.filters
    groups = test.groups
    input = Self.random(test.images * window.images.imageSize, seed: 1)
    weight = Self.random(window.patchSize / groups * filters, seed: 2)
    gradient = Self.random(test.images * window.positions * filters, seed: 3)
  }

  private static func random(_ count: Int, seed: UInt64) -> [Float] {
    [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      fillUniform(
        buffer.baseAddress!, count: count, low: -1, high: 1, from: SplitMix64(state: seed))
      initialized = count
    }
  }

  /// The output and the gradients of input and weight.
  func run(_ algorithm: ConvolutionAlgorithm) -> [[Float]] {
    let convolution = Convolution(
      window: window, filters: filters, groups: groups, algorithm: algorithm)
    var output = [Float](repeating: .nan, count: gradient.count)
    var inputGradient = [Float](repeating: .nan, count: input.count)
    var weightGradient = [Float](repeating: .nan, count: weight.count)
    output.withUnsafeMutableBufferPointer { output in
      let memory = convolution.forward(
        input: input, weight: weight, bias: nil, output: output.baseAddress!, keeping: .everything)
      inputGradient.withUnsafeMutableBufferPointer { inputGradient in
        weightGradient.withUnsafeMutableBufferPointer { weightGradient in
          input.withPointer { input in
            weight.withPointer { weight in
              convolution.backward(
                Convolution.Operands(input: input, weight: weight, output: output.baseAddress!),
                outputGradient: gradient, memory: memory,
                wanted: Convolution.Wanted(
                  input: inputGradient.baseAddress!, weight: weightGradient.baseAddress!,
                  bias: nil))
            }
          }
        }
      }
    }
    return [output, inputGradient, weightGradient]
  }

  /// The gradient of the input alone, for which neither the input nor what comes of it is kept.
  func inputGradient(_ algorithm: ConvolutionAlgorithm) -> [Float] {
    let convolution = Convolution(
      window: window, filters: filters, groups: groups, algorithm: algorithm)
    return input.withPointer { input in
      weight.withPointer { weight in
        var output = [Float](repeating: .nan, count: gradient.count)
        let memory = convolution.forward(
          input: input, weight: weight, bias: nil, output: &output, keeping: .nothing)
        var result = [Float](repeating: .nan, count: self.input.count)
        result.withUnsafeMutableBufferPointer {
          convolution.backward(
            Convolution.Operands(input: nil, weight: weight, output: nil),
            outputGradient: gradient, memory: memory,
            wanted: Convolution.Wanted(input: $0.baseAddress!, weight: nil, bias: nil))
        }
        return result
      }
    }
  }

  /// The same by definition, in double precision.
  func reference() -> [[Double]] {
    var output = [Double](repeating: 0, count: gradient.count)
    var inputGradient = [Double](repeating: 0, count: input.count)
    var weightGradient = [Double](repeating: 0, count: weight.count)
    forEachProduct { x, w, y in
      output[y] += Double(input[x]) * Double(weight[w])
      inputGradient[x] += Double(gradient[y]) * Double(weight[w])
      weightGradient[w] += Double(gradient[y]) * Double(input[x])
    }
    return [output, inputGradient, weightGradient]
  }

  /// Every triple of an input, a weight and the output they take part in.
  private func forEachProduct(_ body: (Int, Int, Int) -> Void) {
    let channels = window.images.channels
    let (groupChannels, groupFilters) = (channels / groups, filters / groups)
    for image in 0..<window.images.count {
      for position in 0..<window.positions {
        let (y, x) = position.quotientAndRemainder(dividingBy: window.output.width)
        for tap in 0..<window.kernel.height * window.kernel.width {
          let (i, j) = tap.quotientAndRemainder(dividingBy: window.kernel.width)
          let row = y * window.strides.height - window.padding.height + i * window.dilation.height
          let column = x * window.strides.width - window.padding.width + j * window.dilation.width
          guard (0..<window.images.height).contains(row),
            (0..<window.images.width).contains(column)
          else { continue }
          let pixel = (image * window.images.height + row) * window.images.width + column
          for f in 0..<filters {
            for c in 0..<groupChannels {
              body(
                pixel * channels + f / groupFilters * groupChannels + c,
                (tap * groupChannels + c) * filters + f,
                (image * window.positions + position) * filters + f)
            }
          }
        }
      }
    }
  }
}
