import Kernels
import OneShot

/// Random operands of planes' products, in cache lines of their own as the engine has them, and room for
/// the results.
final class PlaneOperands {
  let shape: PlaneProducts
  let a: Planes
  let b: Planes
  /// `b` in panels of 32 columns, as the engine transforms its filters.
  let panels: Planes
  let c: Planes

  init(_ shape: PlaneProducts) {
    self.shape = shape
    var random = SeededGenerator(seed: 1)
    a = Planes(shape.planes, of: shape.rows * shape.depth)
    b = Planes(shape.planes, of: shape.depth * shape.columns)
    panels = Planes(shape.planes, of: shape.depth * Matrix.wholePanels(shape.columns))
    c = Planes(shape.planes, of: shape.rows * shape.columns)
    for planes in [a, b] {
      let values = Tensor.uniform([planes.scalars.count], using: &random).scalars
      _ = planes.scalars.update(fromContentsOf: values)
    }
    layOutPanels()
  }

  private func layOutPanels() {
    let width = Matrix.panelColumns
    for plane in 0..<shape.planes {
      for row in 0..<shape.depth {
        for column in 0..<shape.columns {
          let place = column / width * width * shape.depth + row * width + column % width
          panels[plane][place] = b[plane][row * shape.columns + column]
        }
      }
    }
  }

  /// The two operands of a plane, row by row.
  func matrices(_ plane: Int) -> ([Float], [Float]) {
    (a.scalars(of: plane), b.scalars(of: plane))
  }

  /// The product of a plane, after a call of what `products(by:)` gives.
  func result(_ plane: Int) -> [Float] { c.scalars(of: plane) }
}

/// Matrices of one size, an odd number of cache lines apart.
final class Planes {
  let scalars: UnsafeMutableBufferPointer<Float>
  private let size: Int
  private let stride: Int

  init(_ count: Int, of size: Int) {
    self.size = size
    stride = ((size + 15) / 16 | 1) * 16
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 4 * count * stride, alignment: 64)
    scalars = bytes.bindMemory(to: Float.self)
    scalars.initialize(repeating: 0)
  }

  deinit { scalars.deallocate() }

  subscript(plane: Int) -> UnsafeMutablePointer<Float> { scalars.baseAddress! + plane * stride }

  func scalars(of plane: Int) -> [Float] {
    Array(UnsafeBufferPointer(start: self[plane], count: size))
  }
}
