import Basics
import Kernels
import Tensor

/// Points that fill the unit cube evenly, each where the ones before it left a gap: Sobol's sequence.
///
/// Direction numbers are those of Joe and Kuo, "Constructing Sobol sequences with better
/// two-dimensional projections", SIAM J. Sci. Comput. 30, 2008, for the first
/// ``directedDimensions`` coordinates; further ones are pseudo-random numbers. The points come in
/// Antonov and Saleev's order (Gray codes), as SciPy's do.
///
/// ```swift
/// let sequence = SobolSequence(dimensions: 2)
/// // [[0, 0], [0.5, 0.5], [0.75, 0.25], [0.25, 0.75]]
/// (0..<4).map(sequence.point(at:))
/// ```
public struct SobolSequence: Sendable {
  /// The number of coordinates that have direction numbers.
  public static let directedDimensions = polynomials.count + 1

  /// The number of coordinates of a point.
  public let dimensions: Int
  private let seed: UInt64
  private let directions: [[UInt32]]
  private let shift: [UInt32]

  /// The sequence in a cube of `dimensions` coordinates.
  ///
  /// - Parameters:
  ///   - dimensions: The number of coordinates of a point, at least 1.
  ///   - seed: Determines a digital shift (each coordinate's bits are flipped where those of one
  ///     random number are set), which keeps the points even; nil (default) for none.
  public init(dimensions: Int, seed: UInt64? = nil) {
    require(dimensions >= 1, "SobolSequence: expected at least 1 dimension, got \(dimensions)")
    self.dimensions = dimensions
    self.seed = seed ?? 0
    directions = (0..<min(dimensions, Self.directedDimensions)).map(Self.directions)
    var random = SeededGenerator(seed: self.seed)
    shift = directions.map { _ in seed == nil ? 0 : UInt32(truncatingIfNeeded: random.next() >> 32)
    }
  }

  /// The point after `index` others, its coordinates in 0 ..< 1.
  public func point(at index: Int) -> [Double] {
    require(
      UInt32(exactly: index) != nil, "SobolSequence: expected an index below 2³², got \(index)")
    var point: [Double] = []
    point.reserveCapacity(dimensions)
    for axis in directions.indices {
      var bits = shift[axis]
      var gray = index ^ (index >> 1)
      while gray != 0 {
        bits ^= directions[axis][gray.trailingZeroBitCount]
        gray &= gray - 1
      }
      point.append(Double(bits) * 0x1p-32)
    }
    if point.count < dimensions {
      var random = SeededGenerator(seed: seed, "coordinates", index)
      while point.count < dimensions { point.append(.random(in: 0..<1, using: &random)) }
    }
    return point
  }

  /// The 32 direction numbers of a coordinate.
  private static func directions(of coordinate: Int) -> [UInt32] {
    guard coordinate > 0 else { return (0..<32).map { 1 << (31 - $0) } }
    let (coefficients, initial) = polynomials[coordinate - 1]
    let degree = initial.count
    var numbers = initial.enumerated().map { $1 << UInt32(31 - $0) }
    for k in degree..<32 {
      var number = numbers[k - degree] ^ (numbers[k - degree] >> UInt32(degree))
      for j in 1..<max(degree, 1) where coefficients >> (degree - 1 - j) & 1 == 1 {
        number ^= numbers[k - j]
      }
      numbers.append(number)
    }
    return numbers
  }

  /// For each coordinate after the first, the inner coefficients of its primitive polynomial as bits
  /// and the first direction numbers, as many as the polynomial's degree.
  private static let polynomials: [(coefficients: Int, initial: [UInt32])] = [
    (0, [1]), (1, [1, 3]), (1, [1, 3, 1]), (2, [1, 1, 1]),
    (1, [1, 1, 3, 3]), (4, [1, 3, 5, 13]),
    (2, [1, 1, 5, 5, 17]), (4, [1, 1, 5, 5, 5]), (7, [1, 1, 7, 11, 19]),
    (11, [1, 1, 5, 1, 1]), (13, [1, 1, 1, 3, 11]), (14, [1, 3, 5, 5, 31]),
    (1, [1, 3, 3, 9, 7, 49]), (13, [1, 1, 1, 15, 21, 21]), (16, [1, 3, 1, 13, 27, 49]),
    (19, [1, 1, 1, 15, 7, 5]), (22, [1, 3, 1, 15, 13, 25]), (25, [1, 1, 5, 5, 19, 61]),
    (1, [1, 3, 7, 11, 23, 15, 103]), (4, [1, 3, 7, 13, 13, 15, 69]),
  ]
}
