import Layers

extension Networks {
  /// ConvNeXt-T: 27,820,128 weights, vectors of 768, for images of about 224×224.
  ///
  /// Use it with weights that were trained elsewhere, where accuracy counts more than time; from the
  /// beginning it needs very many images. Liu et al., "A ConvNet for the 2020s", 2022, table 9;
  /// torchvision's `convnext_tiny` and timm's without the last dense layer, their layer scales after
  /// the other parameters of a block rather than before them.
  ///
  /// - Parameter dropRate: The stochastic depth of the last block, toward which it grows from 0; default
  ///   0.1, as in table 5 of the paper.
  public static func convNeXtTiny(dropRate: Float = 0.1) -> Sequential {
    convNeXt(blocks: [3, 3, 9, 3], widths: [96, 192, 384, 768], dropRate: dropRate)
  }

  /// A ConvNeXt with so many blocks of so many channels at each size.
  package static func convNeXt(blocks: [Int], widths: [Int], dropRate: Float) -> Sequential {
    let last = Float(max(1, blocks.reduce(0, +) - 1))
    return Sequential {
      patches(widths[0], size: 4)
      LayerNorm(epsilon: 1e-6)
      for (stage, width) in widths.enumerated() {
        if stage > 0 {
          LayerNorm(epsilon: 1e-6)
          patches(width, size: 2)
        }
        let earlier = blocks.prefix(stage).reduce(0, +)
        for block in 0..<blocks[stage] {
          convNeXtBlock(width, dropRate: dropRate * Float(earlier + block) / last)
        }
      }
      GlobalAveragePool2D()
      LayerNorm(epsilon: 1e-6)
    }
  }

  private static func convNeXtBlock(_ width: Int, dropRate: Float) -> Residual {
    Residual {
      DepthwiseConv2D(kernel: 7, padding: .zeros(3), weightInitializer: narrow)
      LayerNorm(epsilon: 1e-6)
      Conv2D(4 * width, kernel: 1, activation: .gelu, weightInitializer: narrow)
      Conv2D(width, kernel: 1, weightInitializer: narrow)
      LayerScale()
      if dropRate > 0 { StochasticDepth(dropRate) }
    }
  }

  private static func patches(_ filters: Int, size: Int) -> Conv2D {
    Conv2D(filters, kernel: size, strides: size, weightInitializer: narrow)
  }

  private static var narrow: Initializer { .truncatedNormal(standardDeviation: 0.02) }
}
