import Layers

extension Networks {
  /// WRN-28-10, a residual network that is wide rather than deep: 36,472,784 weights, vectors of 640.
  ///
  /// Use it for small photographs, of 32×32 to about 84×84, where time and memory do not matter: it is
  /// the largest leg that few-shot learning commonly reports. Zagoruyko and Komodakis, "Wide residual
  /// networks", 2016, table 1 with N = 4 and k = 10.
  ///
  /// - Parameter dropRate: The part of the scalars that is dropped between the two convolutions of a block
  ///   while training; default 0, in section 3.4 of the paper 0.3.
  public static func wideResNet28x10(dropRate: Float = 0) -> Sequential {
    wideResNet(blocks: 4, widths: [16, 160, 320, 640], dropRate: dropRate)
  }

  /// A wide ResNet.
  ///
  /// - Parameters:
  ///   - blocks: How many blocks there are at each of three sizes.
  ///   - widths: The filters of the first convolution and of the blocks at each size, all different.
  ///   - dropRate: The part of the scalars that is dropped within a block.
  package static func wideResNet(
    blocks: Int, widths: [Int], dropRate: Float = 0
  ) -> Sequential {
    Sequential {
      convolution(widths[0], kernel: 3)
      for (stage, width) in widths.dropFirst().enumerated() {
        // The shortcut of a first block begins behind its batch norm and ReLU.
        normalization()
        Activation.relu
        Residual {
          wideConvolutions(width, strides: stage == 0 ? 1 : 2, dropRate: dropRate)
        } shortcut: {
          convolution(width, kernel: 1, strides: stage == 0 ? 1 : 2)
        }
        for _ in 1..<blocks {
          Residual {
            normalization()
            Activation.relu
            wideConvolutions(width, strides: 1, dropRate: dropRate)
          }
        }
      }
      normalization()
      Activation.relu
      GlobalAveragePool2D()
    }
  }

  private static func wideConvolutions(
    _ width: Int, strides: Int, dropRate: Float
  ) -> [any Layer] {
    let drops: [any Layer] = dropRate > 0 ? [Dropout(dropRate)] : []
    return [convolution(width, kernel: 3, strides: strides), normalization(), Activation.relu]
      + drops + [convolution(width, kernel: 3)]
  }
}
