import Basics
import Tensor

/// A matrix for which a decomposition does not exist or was not found.
public struct LinearAlgebraError: Error, Equatable, CustomStringConvertible {
  /// What was found and what was expected.
  public let description: String

  init(_ operation: String, _ shape: Shape, _ reason: String) {
    description = "\(operation) of a \(shape) matrix: \(reason)"
  }
}

extension Tensor {
  /// The size of this square matrix.
  func squareSize(_ operation: String) -> Int {
    require(
      rank == 2 && shape[0] == shape[1], "\(operation): expected a square matrix, got \(shape)")
    return shape[0]
  }
}
