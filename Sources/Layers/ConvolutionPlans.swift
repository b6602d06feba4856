import Autograd
import Tensor

extension Layer {
  /// How each convolution of this model is computed for batches of `images` inputs of shape `input`,
  /// and why: one line for each `Conv2D` in a `Sequential`, however deep.
  ///
  /// The choice follows from the shapes alone, by counting the arithmetic and the bytes of each way.
  ///
  /// - Throws: `ShapeError` when the model cannot take such inputs.
  public func convolutionPlans(
    for input: Shape, images: Int, named name: String = "model"
  ) throws(ShapeError) -> [String] {
    if let convolution = self as? Conv2D {
      let window = convolution.window
      _ = try window.outputSize(for: input, layer: "Conv2D(\(convolution.filters))")
      let plan = window.planDescription(images: images, of: input, filters: convolution.filters)
      return [
        "\(name): \(images) × \(input) with \(convolution.filters) filters of "
          + "\(window.kernel.height)×\(window.kernel.width): \(plan)"
      ]
    }
    guard let sequential = self as? Sequential else { return [] }
    var lines: [String] = []
    var shape = input
    for (index, layer) in sequential.layers.enumerated() {
      lines += try layer.convolutionPlans(for: shape, images: images, named: "\(name).\(index)")
      shape = try layer.outputShape(for: shape)
    }
    return lines
  }
}
