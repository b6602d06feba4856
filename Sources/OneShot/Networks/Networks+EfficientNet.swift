import Layers

extension Networks {
  /// EfficientNet-B0: 4,007,548 weights, vectors of 1280, for images of about 224×224.
  ///
  /// Use it with weights that were trained elsewhere, or with many images: for its size it is among the
  /// most accurate, but it takes more time and memory than its operations suggest. Tan and Le,
  /// "EfficientNet: rethinking model scaling for convolutional neural networks", 2019, table 1; timm's
  /// `tf_efficientnet_b0` without `classifier`, which pads as the authors' code does. Batch norm has
  /// momentum 0.99 as there, which suits long trainings.
  ///
  /// - Parameter dropRate: How stochastic depth grows toward the last block; default 0.2, as in section 5.2
  ///   of the paper.
  public static func efficientNetB0(dropRate: Float = 0.2) -> Sequential {
    efficientNet(
      stem: 32, efficientStages, head: 1280, squeezesAs: .silu, dropRate: dropRate)
  }

  /// EfficientNet-Lite0, which is B0 with ReLU6 and without gates: 3,371,008 weights, vectors of 1280, for
  /// images of about 224×224.
  ///
  /// Use it rather than ``efficientNetB0(dropRate:)`` where it will compute with few bits, or soon. The
  /// authors published it as code alone, in TensorFlow's TPU models, 2020; timm's
  /// `tf_efficientnet_lite0` without `classifier`.
  ///
  /// - Parameter dropRate: How stochastic depth grows toward the last block; default 0.2.
  public static func efficientNetLite0(dropRate: Float = 0.2) -> Sequential {
    efficientNet(stem: 32, efficientStages, head: 1280, squeezesAs: nil, dropRate: dropRate)
  }

  /// An EfficientNet.
  ///
  /// - Parameter squeezesAs: The activation, if gates weigh the channels; without gates it is ReLU6.
  package static func efficientNet(
    stem: Int, _ stages: [MobileStage], head: Int, squeezesAs activation: Activation?,
    dropRate: Float
  ) -> Sequential {
    let blocks = MobileBlocks(
      activation: activation ?? .relu6, padsAsTensorFlow: true, squeezes: activation != nil,
      dropRate: dropRate,
      normalization: BatchNorm(momentum: 0.99, epsilon: 1e-3, runningEstimate: .unbiased))
    return blocks.network(stem: stem, stages, head: head)
  }

  private static var efficientStages: [MobileStage] {
    [
      MobileStage(1, filters: 16, strides: 1, expansion: 1),
      MobileStage(2, filters: 24, strides: 2), MobileStage(2, filters: 40, strides: 2, kernel: 5),
      MobileStage(3, filters: 80, strides: 2), MobileStage(3, filters: 112, strides: 1, kernel: 5),
      MobileStage(4, filters: 192, strides: 2, kernel: 5),
      MobileStage(1, filters: 320, strides: 1),
    ]
  }
}
