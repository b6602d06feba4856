import Basics
import Kernels
import Tensor

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
        withScalars(source) { kernel($0, form, target) }
      }
    }
    return result
  }
}
