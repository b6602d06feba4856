import Basics
import Tensor

/// A tensor that belongs to a model: a weight that training changes, or a statistic that the model
/// keeps about its inputs.
///
/// It is pending, without a value, until the model is built for the shape of its input.
public struct Parameter: Sendable {
  /// What a parameter is to the training loop.
  public enum Role: Sendable, Hashable {
    /// Optimizers change it along its gradient.
    case trainable
    /// The layer itself keeps it up to date, as batch norm its running mean; saved with the model.
    case statistic
  }

  /// Whether optimizers change it.
  public let role: Role

  /// A penalty that training adds to the loss, once per parameter.
  public var regularizer: Regularizer?

  /// Optimizers leave a frozen parameter as it is; default false.
  public var isFrozen = false

  /// Whether optimizers change it now: it is trainable and not frozen.
  public var isTrained: Bool { role == .trainable && !isFrozen }

  private var stored: Tensor?

  /// How a parameter gets its first value, where it says so itself.
  private var recipe: Recipe?

  /// Makes a first value from the shape of one input of the layer (no batch axis) and a generator.
  public typealias Recipe = @Sendable (_ input: Shape, _ random: inout SeededGenerator) -> Tensor

  /// The position among the model's parameters while a gradient is recorded.
  var slot: Int?

  /// A parameter without a value yet.
  public init(_ role: Role = .trainable, regularizer: Regularizer? = nil) {
    self.role = role
    self.regularizer = regularizer
  }

  /// A parameter with a value.
  public init(_ value: Tensor, role: Role = .trainable, regularizer: Regularizer? = nil) {
    self.init(role, regularizer: regularizer)
    stored = value
  }

  /// A parameter that gets its first value when its layer is built for a shape of input.
  ///
  /// ```swift
  /// // One for each channel:
  /// var factor = Parameter { input, random in .ones([input[-1]]) }
  /// ```
  ///
  /// - Parameters:
  ///   - role: Default trainable.
  ///   - regularizer: A penalty that training adds to the loss; default none.
  ///   - recipe: Makes the first value from the shape of one input, without the batch axis.
  public init(
    _ role: Role = .trainable, regularizer: Regularizer? = nil, _ recipe: @escaping Recipe
  ) {
    self.init(role, regularizer: regularizer)
    self.recipe = recipe
  }

  /// Whether the parameter has no value yet.
  public var isPending: Bool { stored == nil }

  /// The value; reading a pending parameter is a programming error.
  public var value: Tensor {
    get {
      guard let stored else {
        fatalError("Parameter: no value yet; build the model for its input shape first")
      }
      return stored
    }
    set { stored = newValue }
    _modify {
      require(stored != nil, "Parameter: no value yet; build the model for its input shape first")
      // Taken out while it is changed, so that the tensor is written in place.
      var value = stored!
      stored = nil
      defer { stored = value }
      yield &value
    }
  }

  /// Gives a pending parameter its first value; a parameter that has one keeps it.
  ///
  /// - Throws: `ShapeError` if the value it has is of another shape.
  public mutating func build(
    _ shape: Shape, named name: String, _ makeValue: () -> Tensor
  ) throws(ShapeError) {
    guard let stored else {
      let value = makeValue()
      require(
        value.shape == shape, "Parameter \(name): expected shape \(shape), made \(value.shape)")
      self.stored = value
      return
    }
    guard stored.shape == shape else {
      throw ShapeError("\(name) has shape \(stored.shape), but the input needs \(shape)")
    }
  }

  /// Gives a pending parameter its first value by its own recipe; a parameter that has a value keeps
  /// it.
  ///
  /// - Throws: `ShapeError` if the value it has is of another shape than the recipe's.
  public mutating func build(
    for input: Shape, named name: String, using random: inout SeededGenerator
  ) throws(ShapeError) {
    guard let recipe else {
      require(
        !isPending,
        "Parameter \(name): nothing says how it begins; declare it as "
          + "`Parameter { input, random in … }` or give it a value in build(for:using:)")
      return
    }
    // What is kept must draw nothing, so that the parts after it begin as they would without it.
    var spare = random
    let value = isPending ? recipe(input, &random) : recipe(input, &spare)
    try build(value.shape, named: name) { value }
  }
}
