import Autograd
import Basics
import Kernels
import Tensor

/// How a parameter gets its first value.
///
/// The fans of a weight are the inputs and outputs that one of its scalars joins: for a dense weight
/// `[in, out]` its sizes, for filters `[h, w, in, out]` the sizes times h · w.
public struct Initializer: Sendable {
  /// The name, as it is printed and saved.
  public let name: String
  private let make: @Sendable (Shape, inout SeededGenerator) -> Tensor

  /// An initializer of your own: a tensor of the given shape.
  public init(
    _ name: String, _ make: @escaping @Sendable (Shape, inout SeededGenerator) -> Tensor
  ) {
    self.name = name
    self.make = make
  }

  /// The first value of a parameter of the given shape.
  public func callAsFunction(_ shape: Shape, using random: inout SeededGenerator) -> Tensor {
    make(shape, &random)
  }

  /// All 0.
  public static let zeros = constant(0)

  /// All 1.
  public static let ones = constant(1)

  /// All `value`.
  public static func constant(_ value: Float) -> Initializer {
    Initializer("constant(\(value))") { shape, _ in .full(shape, value) }
  }

  /// Normal; by default with mean 0 and standard deviation 0.05, as Keras's `RandomNormal`.
  public static func normal(mean: Float = 0, standardDeviation: Float = 0.05) -> Initializer {
    Initializer("normal(\(mean), \(standardDeviation))") { shape, random in
      .normal(shape, mean: mean, standardDeviation: standardDeviation, using: &random)
    }
  }

  /// Normal, with values beyond two standard deviations drawn again.
  public static func truncatedNormal(
    mean: Float = 0, standardDeviation: Float = 0.05
  ) -> Initializer {
    Initializer("truncatedNormal(\(mean), \(standardDeviation))") { shape, random in
      .normal(shape, mean: mean, standardDeviation: standardDeviation, bound: 2, using: &random)
    }
  }

  /// Uniform in `range`; by default −0.05 ..< 0.05, as Keras's `RandomUniform`.
  public static func uniform(in range: Range<Float> = -0.05..<0.05) -> Initializer {
    Initializer("uniform(\(range))") { shape, random in
      .uniform(shape, in: range, using: &random)
    }
  }

  /// Uniform with variance 2 / (fan in + fan out): Glorot and Bengio 2010, eq. 16.
  public static let glorotUniform = scaledUniform("glorotUniform") { 2 / ($0 + $1) }
  /// Truncated normal with variance 2 / (fan in + fan out): Glorot and Bengio 2010.
  public static let glorotNormal = scaledNormal("glorotNormal") { 2 / ($0 + $1) }
  /// Uniform with variance 2 / fan in: He et al. 2015, eq. 10.
  public static let heUniform = scaledUniform("heUniform") { fanIn, _ in 2 / fanIn }
  /// Truncated normal with variance 2 / fan in: He et al. 2015, eq. 10.
  public static let heNormal = scaledNormal("heNormal") { fanIn, _ in 2 / fanIn }
  /// Uniform with variance 1 / fan in: LeCun et al. 1998, "Efficient BackProp", section 4.6.
  public static let leCunUniform = scaledUniform("leCunUniform") { fanIn, _ in 1 / fanIn }
  /// Truncated normal with variance 1 / fan in: LeCun et al. 1998, "Efficient BackProp".
  public static let leCunNormal = scaledNormal("leCunNormal") { fanIn, _ in 1 / fanIn }

  /// Orthonormal columns (or rows, if there are fewer), times `gain`: Saxe et al. 2014.
  public static func orthogonal(gain: Float = 1) -> Initializer {
    Initializer("orthogonal(\(gain))") { shape, random in
      require(shape.rank >= 2, "orthogonal: expected at least two axes, got \(shape)")
      let columns = shape[-1]
      let rows = shape.count / columns
      let tall = rows >= columns
      let noise = Tensor.normal(tall ? [rows, columns] : [columns, rows], using: &random)
      let (q, r) = noise.qrDecomposition()
      // The signs of R's diagonal make the distribution uniform over orthogonal matrices.
      let size = r.shape[0]
      let diagonal = (r * .identity(size)).sum(axes: [0])
      let signs = (diagonal .>= Tensor(0)) * 2 - 1
      let uniform = q * signs
      return ((tall ? uniform : uniform.transposed()) * gain).reshaped(to: shape)
    }
  }

  private static func scaledUniform(
    _ name: String, variance: @escaping @Sendable (Float, Float) -> Float
  ) -> Initializer {
    Initializer(name) { shape, random in
      let fans = fans(of: shape)
      let limit = (3 * variance(fans.input, fans.output)).squareRoot()
      return .uniform(shape, in: -limit..<limit, using: &random)
    }
  }

  private static func scaledNormal(
    _ name: String, variance: @escaping @Sendable (Float, Float) -> Float
  ) -> Initializer {
    Initializer(name) { shape, random in
      let fans = fans(of: shape)
      // A normal distribution cut at two deviations has 0.8796 of the deviation.
      let deviation = variance(fans.input, fans.output).squareRoot() / 0.879_625_66
      return .normal(shape, standardDeviation: deviation, bound: 2, using: &random)
    }
  }

  private static func fans(of shape: Shape) -> (input: Float, output: Float) {
    guard shape.rank >= 2 else { return (Float(shape.count), Float(shape.count)) }
    let receptive = shape.dimensions.dropLast(2).reduce(1, *)
    return (Float(receptive * shape[-2]), Float(receptive * shape[-1]))
  }
}
