import Layers

/// What residual networks of convolutions are made of.
extension Networks {
  /// A convolution without a bias that keeps the size up to its strides, placed on the image as by
  /// PyTorch's `padding=kernel // 2`.
  static func convolution(_ filters: Int, kernel: Int, strides: Int = 1) -> Conv2D {
    Conv2D(
      filters, kernel: kernel, strides: strides, padding: .zeros(kernel / 2), usesBias: false,
      weightInitializer: .heNormal)
  }

  /// Batch norm with PyTorch's settings.
  static func normalization() -> BatchNorm {
    BatchNorm(momentum: 0.9, epsilon: 1e-5, runningEstimate: .unbiased)
  }
}
