import Autograd
import Basics
import Kernels
import Tensor

/// A fully connected layer: `activation(x · weight + bias)` of each vector x.
public struct Dense: Layer {
  /// `[inputs, units]`.
  public var weight: Parameter
  /// `[units]`; nil without a bias.
  public var bias: Parameter?
  /// The number of outputs.
  public let units: Int
  /// Applied to the outputs.
  public let activation: Activation
  private let weightInitializer: Initializer
  private let biasInitializer: Initializer

  /// A layer with `units` outputs, whose number of inputs is found when the model is built.
  ///
  /// - Parameters:
  ///   - units: The number of outputs.
  ///   - activation: Applied to the outputs; default none.
  ///   - usesBias: Whether a bias is added; default true.
  ///   - weightInitializer: Default Glorot uniform.
  ///   - biasInitializer: Default zeros.
  ///   - weightRegularizer: A penalty on the weight; default none.
  public init(
    _ units: Int, activation: Activation = .linear, usesBias: Bool = true,
    weightInitializer: Initializer = .glorotUniform, biasInitializer: Initializer = .zeros,
    weightRegularizer: Regularizer? = nil
  ) {
    require(units > 0, "Dense: expected a positive number of units, got \(units)")
    self.units = units
    self.activation = activation
    self.weightInitializer = weightInitializer
    self.biasInitializer = biasInitializer
    weight = Parameter(regularizer: weightRegularizer)
    bias = usesBias ? Parameter() : nil
  }

  /// Shapes the weight for vectors: `[inputs]` becomes `[units]`.
  ///
  /// - Throws: `ShapeError` if the input is not a vector, or a weight that the layer has does not fit it.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    guard input.rank == 1 else {
      throw ShapeError("Dense(\(units)) expects a vector, got \(input): put Flatten() before it")
    }
    let shape: Shape = [input[0], units]
    try weight.build(shape, named: "weight") { weightInitializer(shape, using: &random) }
    try bias?.build([units], named: "bias") { biasInitializer([units], using: &random) }
    return [units]
  }

  /// `[count, inputs]` becomes `[count, units]`.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    let epilogue = activation.epilogue
    let result = multiplied(input, scale: nil, bias: bias?.value, then: epilogue ?? .bias)
    return epilogue == nil ? activation(result) : result
  }

  /// The product times the scale plus the bias, if there are such, and what an epilogue makes of it.
  func multiplied(
    _ input: Tensor, scale: Tensor?, bias: Tensor?, then epilogue: ConvolutionEpilogue
  ) -> Tensor {
    let product = input.matmul(weight.value)
    switch (scale, bias) {
    case (let scale?, let bias?):
      return product.scaled(by: scale, shifted: bias, then: epilogue)
    case (nil, let bias?): return product.adding(bias, then: epilogue)
    default: return product.applying(epilogue)
    }
  }

  /// The same layer with as many outputs as its place turns out to need; parameters stay.
  func resized(to units: Int) -> Dense {
    var resized = Dense(
      units, activation: activation, weightInitializer: weightInitializer,
      biasInitializer: biasInitializer)
    (resized.weight, resized.bias) = (weight, bias)
    return resized
  }

  /// `weight` is a matrix.
  public static func axes(of parameter: String) -> ParameterAxes {
    parameter == "weight" ? .matrix : .same
  }

  /// `weight` and `bias`.
  public mutating func visit(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&weight, named: "weight")
    if bias != nil { visitor.visit(&bias!, named: "bias") }
  }
}

extension Dense: DescribedLayer {
  /// Units, activation and whether there is a bias.
  public struct Form: Codable, Sendable {
    let units: Int
    let activation: Activation
    let usesBias: Bool
  }

  /// The settings.
  public var form: Form { Form(units: units, activation: activation, usesBias: bias != nil) }

  /// A layer of such settings.
  ///
  /// - Throws: ``ArchitectureError`` if a setting is out of range.
  public init(form: Form) throws(ArchitectureError) {
    try ArchitectureError.check(("units", form.units, 1))
    self.init(form.units, activation: form.activation, usesBias: form.usesBias)
  }
}
