import Autograd
import Layers

/// The padding of a fixture.
public func padding(_ fixture: Fixture) throws -> Padding {
  switch fixture.text("padding") {
  case "valid": .valid
  case "same": .same
  case let other: throw UnknownSetting(name: other)
  }
}

/// The padding of a fixture that has a number for each side.
public func sides(_ fixture: Fixture) -> Padding {
  .zeros(
    top: fixture.integer("top"), left: fixture.integer("left"),
    bottom: fixture.integer("bottom"), right: fixture.integer("right"))
}

/// The activation of a name that Keras and this library share.
public func activation(_ name: String) throws -> Activation {
  switch name {
  case "linear": .linear
  case "relu": .relu
  case "sigmoid": .sigmoid
  case "tanh": .tanh
  case "softplus": .softplus
  case "softmax": .softmax
  default: throw UnknownSetting(name: name)
  }
}

/// A setting that no test knows.
public struct UnknownSetting: Error {
  /// What the fixture says.
  public let name: String
}
