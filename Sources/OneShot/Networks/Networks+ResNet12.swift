import Layers

extension Networks {
  /// The ResNet-12 of few-shot learning: four blocks of three 3×3 convolutions with 64, 160, 320 and 640
  /// filters, each with leaky ReLU and 2×2 max pooling; 12,424,320 weights, vectors of 640.
  ///
  /// Use it for small photographs, of about 84×84: most published figures on miniImageNet and
  /// tieredImageNet since 2019 are with this leg. Lee, Maji, Ravichandran and Soatto, "Meta-learning with
  /// differentiable convex optimization" (MetaOptNet), 2019, section 4.1; with the average over all
  /// pixels at its end as in Ye, Hu, Zhan and Sha, "Few-shot learning via embedding adaptation with
  /// set-to-set functions" (FEAT), 2020.
  ///
  /// - Parameter dropRate: The part that is dropped after each block while training: single scalars after
  ///   the first two, blocks of 5×5 after the others. Default 0.1, as in both papers; the authors let that
  ///   of the blocks grow from 0. With 0 nothing is dropped.
  public static func resNet12(dropRate: Float = 0.1) -> Sequential {
    resNet12(widths: [64, 160, 320, 640], dropRate: dropRate)
  }

  package static func resNet12(widths: [Int], dropRate: Float) -> Sequential {
    Sequential {
      for (stage, width) in widths.enumerated() {
        tripleBlock(width)
        MaxPool2D()
        if dropRate > 0 {
          if stage < 2 { Dropout(dropRate) } else { DropBlock(dropRate, blockSize: 5) }
        }
      }
      GlobalAveragePool2D()
    }
  }

  private static func tripleBlock(_ width: Int) -> Residual {
    let activation = Activation.leakyReLU(slope: 0.1)
    return Residual(activation: activation) {
      for _ in 0..<2 {
        convolution(width, kernel: 3)
        normalization()
        activation
      }
      convolution(width, kernel: 3)
      normalization()
    } shortcut: {
      convolution(width, kernel: 1)
      normalization()
    }
  }
}
