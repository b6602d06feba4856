import Kernels
import Tensor

/// Compares the gradients of a function with central differences.
///
/// ```swift
/// let check = GradientCheck(at: [x, w]) { $0[0].matmul($0[1]).sigmoid() }
/// check.passes  // true
/// print(check)  // the worst scalar, what was expected and what was found
/// ```
///
/// The function may return any shape: it is reduced to a scalar with fixed random factors. Scalars
/// are moved by `step`, so keep inputs away from kinks such as ReLU's at 0. Differences are taken in
/// single precision: the error of a passing check is about 1e-3 of the largest gradient.
public struct GradientCheck: Sendable, CustomStringConvertible {
  /// One scalar's gradient by backpropagation and by central difference.
  public struct Difference: Sendable, Equatable {
    /// The position of the input.
    public let input: Int
    /// The position of the scalar in the input, row-major.
    public let scalar: Int
    /// The gradient by backpropagation.
    public let found: Float
    /// The central difference.
    public let expected: Float
  }

  /// Every scalar that was compared.
  public let differences: [Difference]
  /// The largest difference allowed, relative to the largest gradient of the same input.
  public let tolerance: Float

  /// Checks `function` at `inputs`.
  ///
  /// - Parameters:
  ///   - inputs: Where gradients are taken.
  ///   - step: How far each scalar is moved to either side, relative to max(1, |scalar|);
  ///     default 0.01.
  ///   - tolerance: The largest error allowed, relative to the input's largest gradient;
  ///     default 0.01.
  ///   - seed: Determines the random factors and what random operations draw.
  ///   - function: A tensor of any shape from the inputs.
  public init(
    at inputs: [Tensor], step: Float = 1e-2, tolerance: Float = 1e-2, seed: UInt64 = 1,
    _ function: ([Tensor]) -> Tensor
  ) {
    func scalar(_ inputs: [Tensor]) -> Tensor {
      let result = function(inputs)
      var random = SeededGenerator(seed: seed)
      return (result * .uniform(result.shape, in: 0.5..<1.5, using: &random)).sum()
    }
    // The same stream at every point, so that a random operation is one function of its inputs.
    let stream = SeededGenerator(seed: seed)
    func value(_ inputs: [Tensor]) -> Float {
      var random = stream
      let recording = Recording(random: random.split())
      return Recording.$current.withValue(recording) { scalar(inputs) }.item
    }
    var random = stream
    let gradients = gradient(at: inputs, using: &random) { scalar($0) }
    var differences: [Difference] = []
    for (index, input) in inputs.enumerated() {
      let found = gradients[index].scalars
      for (position, center) in input.scalars.enumerated() {
        let distance = step * Swift.max(1, Swift.abs(center))
        let ends = [center + distance, center - distance].map { end in
          var moved = inputs
          moved[index].withUnsafeMutableScalars { $0[position] = end }
          return (argument: end, value: value(moved))
        }
        differences.append(
          Difference(
            input: index, scalar: position, found: found[position],
            expected: (ends[0].value - ends[1].value) / (ends[0].argument - ends[1].argument)))
      }
    }
    self.differences = differences
    self.tolerance = tolerance
  }

  /// The scalar with the largest error, and that error relative to its input's largest gradient.
  public var worst: (difference: Difference, error: Float)? {
    let scales = Dictionary(grouping: differences, by: \.input).mapValues { group in
      group.reduce(Float(1e-3)) { Swift.max($0, Swift.abs($1.expected)) }
    }
    return differences.map { difference -> (difference: Difference, error: Float) in
      let error = Swift.abs(difference.found - difference.expected) / scales[difference.input]!
      return (difference, error.isNaN ? .infinity : error)
    }.max { $0.error < $1.error }
  }

  /// Whether every scalar's gradient is within the tolerance.
  public var passes: Bool { worst.map { $0.error <= tolerance } ?? true }

  /// The number of scalars and the worst of them.
  public var description: String {
    guard let (difference, error) = worst else { return "GradientCheck: nothing to compare" }
    return "GradientCheck: \(differences.count) scalars, \(passes ? "passes" : "FAILS"), worst "
      + "input \(difference.input) scalar \(difference.scalar): found \(difference.found), "
      + "expected \(difference.expected), relative error \(error)"
  }
}
