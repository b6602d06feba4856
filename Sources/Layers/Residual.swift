import Autograd
import Tensor

/// Layers whose output is added to their input, or to what a shortcut makes of it:
/// `activation(shortcut(x) + layers(x))`.
///
/// Use it in networks of more than about ten layers, which it makes trainable. With a shortcut and an
/// activation it is the block of ResNet:
///
/// ```swift
/// Residual(activation: .relu) {
///   Conv2D(64, kernel: 3, strides: 2, padding: .same, usesBias: false)
///   BatchNorm()
///   Activation.relu
///   Conv2D(64, kernel: 3, padding: .same, usesBias: false)
///   BatchNorm()
/// } shortcut: {
///   Conv2D(64, kernel: 1, strides: 2, usesBias: false)
///   BatchNorm()
/// }
/// ```
///
/// He, Zhang, Ren and Sun, "Deep residual learning for image recognition", 2016, eq. 1 and 2.
public struct Residual: Layer {
  /// What learns the difference between output and input.
  public var layers: Sequential
  /// What brings the input to the shape of the layers' output; nil where that is the input's.
  public var shortcut: Sequential?
  /// Applied to the sum.
  public let activation: Activation

  /// The given layers and shortcut, whose outputs must have one shape.
  ///
  /// - Parameters:
  ///   - layers: What learns the difference.
  ///   - shortcut: What the difference is added to; default the input itself.
  ///   - activation: Applied to the sum; default none.
  public init(
    _ layers: Sequential, shortcut: Sequential? = nil, activation: Activation = .linear
  ) {
    self.layers = layers
    self.shortcut = shortcut
    self.activation = activation
  }

  /// The layers that the block lists; see ``Sequential``.
  ///
  /// - Parameters:
  ///   - activation: Applied to the sum; default none.
  ///   - layers: What learns the difference.
  public init(
    activation: Activation = .linear, @LayerBuilder _ layers: () -> [any Layer]
  ) { self.init(Sequential(layers()), activation: activation) }

  /// The layers and the shortcut that the two blocks list.
  ///
  /// - Parameters:
  ///   - activation: Applied to the sum; default none.
  ///   - layers: What learns the difference.
  ///   - shortcut: What the difference is added to; without layers it is the input itself.
  public init(
    activation: Activation = .linear, @LayerBuilder _ layers: () -> [any Layer],
    @LayerBuilder shortcut: () -> [any Layer]
  ) {
    let shortcut = shortcut()
    self.init(
      Sequential(layers()), shortcut: shortcut.isEmpty ? nil : Sequential(shortcut),
      activation: activation)
  }

  /// `layers` and, if there is one, `shortcut`.
  public static var parts: [Part<Residual>] {
    [Part("layers", \.layers), Part("shortcut", \.shortcut)]
  }

  /// Builds the layers and the shortcut, each for the input.
  ///
  /// - Returns: The shape of one output of both.
  /// - Throws: `ShapeError` if either cannot take the input, or the two give different shapes.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    let output = try layers.build(named: "layers", for: input, using: &random)
    let expected = try shortcut?.build(named: "shortcut", for: input, using: &random)
    guard output == expected ?? input else {
      throw ShapeError(
        expected.map {
          "Residual adds what its layers give to what its shortcut gives: expected \($0), "
            + "got \(output)"
        }
          ?? "Residual adds what its layers give to their input: expected \(input), got \(output)")
    }
    return output
  }

  /// The sum, of the shape that layers and shortcut give.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    let (base, difference) = terms(input)
    if let epilogue = activation.epilogue { return difference.adding(base, then: epilogue) }
    return activation(difference + base)
  }

  /// With the 2×2 ``MaxPool2D`` after it, before an activation that does not fall: the sum is never stored.
  public func fused(with next: any Layer) -> (any Layer)? {
    guard activation.epilogue != nil, let pooling = next as? MaxPool2D, pooling.isHalving else {
      return nil
    }
    return Fusion { input in
      let (base, difference) = terms(input)
      return activation(difference.maxPooled(adding: base))
    }
  }

  /// The gradient goes back through what comes second first, and frees what the shortcut kept before the
  /// layers need room for theirs.
  private func terms(_ input: Tensor) -> (base: Tensor, difference: Tensor) {
    (shortcut.map { $0(input) } ?? input, layers(input))
  }
}

extension Residual: DescribedLayer {
  /// Its layers, those of the shortcut and the activation.
  public struct Form: Codable, Sendable {
    let layers: Sequential.Form
    let shortcut: Sequential.Form?
    let activation: Activation
  }

  /// The settings.
  public var form: Form {
    Form(
      layers: layers.form, shortcut: shortcut?.form, activation: activation)
  }

  /// A layer of such settings.
  public init(form: Form) {
    self.init(
      Sequential(form: form.layers), shortcut: form.shortcut.map { Sequential(form: $0) },
      activation: form.activation)
  }
}
