import Layers

extension Networks {
  /// ResNet with one basic block at each of four sizes: 4,905,792 weights, vectors of 512.
  ///
  /// Use it for photographs of 112×112 to 224×224 where ``resNet18()`` is too slow or has too few images
  /// to learn from. Chen et al., "A closer look at few-shot classification", 2019, section 4.3, with
  /// images of 224×224; laid out as torchvision's networks.
  public static func resNet10() -> Sequential { resNet(blocks: [1, 1, 1, 1]) }

  /// ResNet-18: two basic blocks at each of four sizes, 11,176,512 weights, vectors of 512.
  ///
  /// Use it as the first leg for photographs of about 224×224. It divides height and width by 32, so for
  /// those below about 100 take ``resNet12(dropRate:)``. He, Zhang, Ren and Sun, "Deep residual learning
  /// for image recognition", 2016, table 1; torchvision's `resnet18` without `fc`.
  public static func resNet18() -> Sequential { resNet(blocks: [2, 2, 2, 2]) }

  /// ResNet-34: 21,284,672 weights, vectors of 512, for images of about 224×224.
  ///
  /// Use it where ``resNet18()`` underfits. He, Zhang, Ren and Sun, 2016, table 1; torchvision's
  /// `resnet34` without `fc`.
  public static func resNet34() -> Sequential { resNet(blocks: [3, 4, 6, 3]) }

  /// ResNet-50: 23,508,032 weights, vectors of 2048, for images of about 224×224.
  ///
  /// Use it with weights that were trained elsewhere, for which it is the most common network. He, Zhang,
  /// Ren and Sun, 2016, table 1; torchvision's `resnet50` without `fc`, whose bottlenecks have their
  /// stride in the 3×3 convolution.
  public static func resNet50() -> Sequential {
    resNet(blocks: [3, 4, 6, 3], hasBottlenecks: true)
  }

  /// A ResNet of torchvision's layout.
  ///
  /// - Parameters:
  ///   - blocks: How many blocks there are at each size.
  ///   - widths: The filters of their 3×3 convolutions, the first also of the 7×7 one before them.
  ///   - hasBottlenecks: Whether a block is 1×1, 3×3 and 1×1 convolutions, the last with four times the
  ///     filters; otherwise it is two of 3×3.
  package static func resNet(
    blocks: [Int], widths: [Int] = [64, 128, 256, 512], hasBottlenecks: Bool = false
  ) -> Sequential {
    Sequential {
      convolution(widths[0], kernel: 7, strides: 2)
      normalization()
      Activation.relu
      MaxPool2D(3, strides: 2, padding: .zeros(1))
      for (stage, (count, width)) in zip(blocks, widths).enumerated() {
        for block in 0..<count {
          let strides = stage > 0 && block == 0 ? 2 : 1
          if hasBottlenecks {
            bottleneck(width, strides: strides, projects: block == 0)
          } else {
            basicBlock(width, strides: strides)
          }
        }
      }
      GlobalAveragePool2D()
    }
  }

  private static func basicBlock(_ width: Int, strides: Int) -> Residual {
    Residual(activation: .relu) {
      convolution(width, kernel: 3, strides: strides)
      normalization()
      Activation.relu
      convolution(width, kernel: 3)
      normalization()
    } shortcut: {
      if strides > 1 { projection(width, strides: strides) }
    }
  }

  private static func bottleneck(_ width: Int, strides: Int, projects: Bool) -> Residual {
    Residual(activation: .relu) {
      convolution(width, kernel: 1)
      normalization()
      Activation.relu
      convolution(width, kernel: 3, strides: strides)
      normalization()
      Activation.relu
      convolution(4 * width, kernel: 1)
      normalization()
    } shortcut: {
      if projects { projection(4 * width, strides: strides) }
    }
  }

  private static func projection(_ filters: Int, strides: Int) -> [any Layer] {
    [convolution(filters, kernel: 1, strides: strides), normalization()]
  }
}
