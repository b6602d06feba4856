import Basics
import Kernels

extension Tensor {
  /// Scalars in row-major order; their number must be the shape's count.
  public init(_ scalars: [Float], shape: Shape) {
    require(
      scalars.count == shape.count,
      "Tensor: shape \(shape) needs \(shape.count) scalars, got \(scalars.count)")
    self.init(shape) { pointer in
      scalars.withUnsafeBufferPointer { source in
        if let base = source.baseAddress { pointer.update(from: base, count: scalars.count) }
      }
    }
  }

  /// A scalar, of shape `[]`.
  public init(_ scalar: Float) { self.init([scalar], shape: []) }

  /// A vector, of shape `[count]`.
  public init(_ scalars: [Float]) { self.init(scalars, shape: [scalars.count]) }

  /// A matrix from rows of one length.
  public init(_ rows: [[Float]]) {
    let width = rows.first?.count ?? 0
    require(
      rows.allSatisfy { $0.count == width },
      "Tensor: rows must have one length, got \(rows.map(\.count))")
    self.init(rows.flatMap { $0 }, shape: [rows.count, width])
  }

  /// All scalars 0.
  public static func zeros(_ shape: Shape) -> Tensor { full(shape, 0) }

  /// All scalars 1.
  public static func ones(_ shape: Shape) -> Tensor { full(shape, 1) }

  /// All scalars `value`.
  public static func full(_ shape: Shape, _ value: Float) -> Tensor {
    Tensor(shape) { $0.initialize(repeating: value, count: shape.count) }
  }

  /// The `size` × `size` identity matrix.
  public static func identity(_ size: Int) -> Tensor {
    var result = zeros([size, size])
    result.withUnsafeMutableScalars { scalars in
      for i in 0..<size { scalars[i * size + i] = 1 }
    }
    return result
  }

  /// The integers of `range` as a vector.
  public static func range(_ range: Range<Int>) -> Tensor { Tensor(range.map(Float.init)) }

  /// One row for each index: 1 at the index, 0 elsewhere; shape `[indices.count, classes]`.
  public static func oneHot(_ indices: [Int], classes: Int) -> Tensor {
    var result = zeros([indices.count, classes])
    result.withUnsafeMutableScalars { scalars in
      for (row, index) in indices.enumerated() {
        require(
          (0..<classes).contains(index), "oneHot: index \(index) is not below \(classes) classes")
        scalars[row * classes + index] = 1
      }
    }
    return result
  }

  /// Independent scalars, uniform in `range` (default 0 ..< 1).
  public static func uniform(
    _ shape: Shape, in range: Range<Float> = 0..<1, using random: inout SeededGenerator
  ) -> Tensor {
    defer { random.stream.skip(shape.count) }
    return Tensor(shape) {
      fillUniform(
        $0, count: shape.count, low: range.lowerBound, high: range.upperBound, from: random.stream)
    }
  }

  /// Independent normal scalars of the given mean and standard deviation (default 0 and 1).
  ///
  /// With `bound`, values beyond `bound` standard deviations are drawn again.
  public static func normal(
    _ shape: Shape, mean: Float = 0, standardDeviation: Float = 1, bound: Float? = nil,
    using random: inout SeededGenerator
  ) -> Tensor {
    require(bound.map { $0 >= 0.5 } ?? true, "normal: bound must be at least 0.5 deviations")
    defer { random.stream.skip((shape.count + 1) / 2) }
    return Tensor(shape) {
      fillNormal(
        $0, count: shape.count, mean: mean, deviation: standardDeviation, bound: bound,
        from: random.stream)
    }
  }
}

extension Tensor: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// A scalar, of shape `[]`.
  public init(floatLiteral value: Float) { self.init(value) }
  /// A scalar, of shape `[]`.
  public init(integerLiteral value: Int) { self.init(Float(value)) }
}
