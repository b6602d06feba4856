import Testing

@testable import Kernels

/// Chains against their convolutions one by one: the same bits, whatever the bands and the threads.
@Suite(.serialized) struct ConvolutionChainTests {
  private struct Layer {
    let kernel: Int
    var stride = 1
    var dilation = 1
    /// Nil if it is depthwise.
    var filters: Int?
    var padding: Int?
    var epilogue = ConvolutionEpilogue.relu6
  }

  private static let chains: [(images: ImageBatch, layers: [Layer])] = [
    // The beginning of MobileNetV2, in bands.
    (
      ImageBatch(count: 3, height: 90, width: 75, channels: 3),
      [
        Layer(kernel: 3, stride: 2, filters: 32), Layer(kernel: 3),
        Layer(kernel: 1, filters: 16, epilogue: .bias), Layer(kernel: 1, filters: 96),
        Layer(kernel: 3, stride: 2), Layer(kernel: 1, filters: 24, epilogue: .relu),
      ]
    ),
    (
      ImageBatch(count: 1, height: 60, width: 64, channels: 40),
      [
        Layer(kernel: 1, filters: 200), Layer(kernel: 5, dilation: 2), Layer(kernel: 3),
        Layer(kernel: 1, filters: 7, epilogue: .bias),
      ]
    ),
    // More padding than there is image, and strides that leave rows out.
    (
      ImageBatch(count: 2, height: 9, width: 5, channels: 5),
      [
        Layer(kernel: 1, stride: 3, filters: 4), Layer(kernel: 3, padding: 7),
        Layer(kernel: 2, stride: 3),
      ]
    ),
  ]

  @Test(arguments: chains.indices)
  func hasTheBitsOfItsParts(_ index: Int) {
    let (images, layers) = Self.chains[index]
    let (convolutions, terms) = Self.made(layers, images)
    let input = scattered(images.count * images.imageSize)
    defer { Threads.count = 0 }
    var expected = input
    for (convolution, terms) in zip(convolutions, terms) {
      expected = filled(Self.outputSize(convolution)) { output in
        terms.bias.withPointer { bias in
          terms.scale.withPointer { scale in
            _ = convolution.forward(
              input: expected, weight: terms.weight, scale: scale, bias: bias, output: output,
              keeping: .nothing)
          }
        }
      }
    }
    for threads in [1, 2, 5] {
      Threads.count = threads
      let found = filled(expected.count) { output in
        let links = zip(convolutions, terms).map { convolution, terms in
          #expect(convolution.isChainable)
          return ConvolutionChain.Link(
            convolution, weight: terms.pointers[0], scale: terms.pointers[1],
            bias: terms.pointers[2])
        }
        ConvolutionChain(links).forward(input: input, output: output)
      }
      #expect(found == expected, "\(threads) threads")
    }
  }

  private static func outputSize(_ convolution: Convolution) -> Int {
    convolution.window.images.count * convolution.window.positions * convolution.filters
  }

  /// The operands of a convolution, and copies of them that stay where they are.
  private final class Terms {
    let weight: [Float]
    let scale: [Float]
    let bias: [Float]
    let pointers: [UnsafePointer<Float>]
    private let buffers: [PooledBuffer]

    init(_ convolution: Convolution, seed: Int) {
      let size = convolution.window.patchSize / convolution.groups * convolution.filters
      weight = scattered(size, seed: seed).map { $0 / 4 }
      scale = scattered(convolution.filters, seed: seed + 1)
      bias = scattered(convolution.filters, seed: seed + 2)
      buffers = [weight, scale, bias].map { scalars in
        let buffer = PooledBuffer(count: scalars.count)
        buffer.pointer.update(from: scalars, count: scalars.count)
        return buffer
      }
      pointers = buffers.map { UnsafePointer($0.pointer) }
    }
  }

  private static func made(
    _ layers: [Layer], _ images: ImageBatch
  ) -> (convolutions: [Convolution], terms: [Terms]) {
    var (size, convolutions) = (images, [Convolution]())
    for layer in layers {
      let padding = layer.padding ?? layer.kernel / 2 * layer.dilation
      func output(_ length: Int) -> Int {
        (length + 2 * padding - (layer.kernel - 1) * layer.dilation - 1) / layer.stride + 1
      }
      let window = Window(
        images: size, kernel: Extent(height: layer.kernel, width: layer.kernel),
        strides: Extent(height: layer.stride, width: layer.stride),
        padding: Extent(height: padding, width: padding),
        output: Extent(height: output(size.height), width: output(size.width)),
        dilation: Extent(height: layer.dilation, width: layer.dilation))
      let convolution = Convolution(
        window: window, filters: layer.filters ?? size.channels,
        groups: layer.filters == nil ? size.channels : 1, epilogue: layer.epilogue)
      convolutions.append(convolution)
      size = ImageBatch(
        count: size.count, height: window.output.height, width: window.output.width,
        channels: convolution.filters)
    }
    return (convolutions, convolutions.enumerated().map { Terms($1, seed: 10 * $0 + 1) })
  }

  @Test func notEveryConvolutionCanBeAPart() {
    let images = ImageBatch(count: 1, height: 32, width: 32, channels: 16)
    let chainable = [
      Layer(kernel: 3, filters: 16), Layer(kernel: 3, epilogue: .reluMaxPool), Layer(kernel: 3),
      Layer(kernel: 1, filters: 8),
    ].map { Self.made([$0], images).convolutions[0].isChainable }
    #expect(chainable == [false, false, true, true])
  }
}
