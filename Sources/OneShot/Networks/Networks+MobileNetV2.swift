import Layers

extension Networks {
  /// MobileNetV2: 2,223,872 weights, vectors of 1280, for images of about 224×224.
  ///
  /// Use it where a network for photographs must be small and fast, such as on a telephone; it needs a
  /// sixth of the operations of ``resNet18()``. Sandler, Howard, Zhu, Zhmoginov and Chen, "MobileNetV2:
  /// inverted residuals and linear bottlenecks", 2018, table 2; torchvision's `mobilenet_v2` without
  /// `classifier`.
  public static func mobileNetV2() -> Sequential {
    mobileNetV2(
      stem: 32,
      [
        MobileStage(1, filters: 16, strides: 1, expansion: 1),
        MobileStage(2, filters: 24, strides: 2), MobileStage(3, filters: 32, strides: 2),
        MobileStage(4, filters: 64, strides: 2), MobileStage(3, filters: 96, strides: 1),
        MobileStage(3, filters: 160, strides: 2), MobileStage(1, filters: 320, strides: 1),
      ], head: 1280)
  }

  package static func mobileNetV2(
    stem: Int, _ stages: [MobileStage], head: Int
  ) -> Sequential {
    let blocks = MobileBlocks(
      activation: .relu6, padsAsTensorFlow: false, squeezes: false, dropRate: 0,
      normalization: normalization())
    return blocks.network(stem: stem, stages, head: head)
  }
}
