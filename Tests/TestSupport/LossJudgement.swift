import Autograd
import Tensor
import Testing

/// Compares a loss of the tensor `input` of a fixture, and its gradient, with those of the fixture.
public func expectJudgedLoss(
  by fixture: Fixture, of input: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ loss: (Tensor) -> Tensor
) {
  expectClose(
    loss(fixture[input]), fixture["loss"], "\(fixture.name) loss", sourceLocation: sourceLocation)
  expectClose(
    gradient(at: [fixture[input]]) { loss($0[0]) }[0], fixture["gradient.\(input)"],
    "\(fixture.name) gradient", sourceLocation: sourceLocation)
}

extension Fixture {
  /// The scalars of a tensor as integers, such as the labels of a batch.
  public func integers(_ tensor: String) -> [Int] { self[tensor].scalars.map(Int.init) }
}
