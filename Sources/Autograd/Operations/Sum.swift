import Basics
import Kernels
import Tensor

extension Tensor {
  /// The sum of all scalars, of shape `[]`.
  public func sum() -> Tensor { sum(axes: Array(0..<rank)) }

  /// The sum along `axes`, which disappear, or stay with size 1 if `keepingDimensions`.
  public func sum(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
    let reduction = Reduction(shape, axes)
    let input = shape
    return reduction.apply(to: self) { Kernels.sum($0, $1, into: $2) }
      .reshaped(to: keepingDimensions ? reduction.keptShape : reduction.resultShape)
      .derived(from: self) { gradient in
        gradient.reshaped(to: reduction.keptShape).broadcast(to: input)
      }
  }

  /// The mean of all scalars, of shape `[]`.
  public func mean() -> Tensor { mean(axes: Array(0..<rank)) }

  /// The mean along `axes`, which disappear, or stay with size 1 if `keepingDimensions`.
  public func mean(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
    let count = axes.reduce(1) { $0 * shape[$1] }
    return sum(axes: axes, keepingDimensions: keepingDimensions) / Float(count)
  }

  /// The tensor repeated along axes of size 1, and along new first axes, to fill `target`.
  public func broadcast(to target: Shape) -> Tensor {
    if shape == target { return self }
    let source = shape
    let result = Tensor.combine(.add, detached, .zeros(target))
    require(result.shape == target, "broadcast: shape \(shape) does not fill \(target)")
    return result.derived(from: self) { $0.summed(to: source) }
  }
}

/// Which axes of a shape are reduced, and what remains.
struct Reduction: Sendable {
  let shape: Shape
  let axes: [Int]

  init(_ shape: Shape, _ axes: [Int]) {
    self.shape = shape
    self.axes = Set(axes.map(shape.resolved)).sorted()
    require(self.axes.count == axes.count, "reduction: axes \(axes) repeat, shape \(shape)")
  }

  /// The shape with every reduced axis of size 1.
  var keptShape: Shape {
    Shape(shape.dimensions.enumerated().map { axes.contains($0.offset) ? 1 : $0.element })
  }

  /// The shape without the reduced axes.
  var resultShape: Shape {
    Shape(shape.dimensions.enumerated().filter { !axes.contains($0.offset) }.map(\.element))
  }

  /// Runs of adjacent reduced axes, last first.
  private var runs: [Range<Int>] {
    var runs: [Range<Int>] = []
    for axis in axes.reversed() {
      if let last = runs.last, last.lowerBound == axis + 1 {
        runs[runs.count - 1] = axis..<last.upperBound
      } else {
        runs.append(axis..<axis + 1)
      }
    }
    return runs
  }

  typealias Kernel = (UnsafePointer<Float>, ReductionShape, UnsafeMutablePointer<Float>) -> Void

  /// Applies `kernel` along one run of adjacent axes after another; the result has `keptShape`.
  func apply(to tensor: Tensor, _ kernel: Kernel) -> Tensor {
    var result = tensor.detached
    for run in runs {
      let dimensions = result.shape.dimensions
      let form = ReductionShape(
        outer: dimensions[..<run.lowerBound].reduce(1, *), reduced: dimensions[run].reduce(1, *),
        inner: dimensions[run.upperBound...].reduce(1, *))
      var reducedDimensions = dimensions
      for axis in run { reducedDimensions[axis] = 1 }
      let source = result
      result = Tensor(Shape(reducedDimensions)) { target in
        source.withUnsafeScalars { kernel($0.baseAddress!, form, target) }
      }
    }
    return result
  }
}
