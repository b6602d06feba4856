import Basics
import Kernels
import Tensor

extension Tensor {
  /// Images whose rows and columns are taken from these; each function lists the places along an axis
  /// of a size.
  package func mapped(
    for operation: String, rows: (Int) -> [PixelMap.Place], columns: (Int) -> [PixelMap.Place]
  ) -> Tensor {
    require(
      rank == 4,
      "\(operation): expected images [count, height, width, channels], got \(shape)")
    let source = shape
    let map = PixelMap(
      images: ImageBatch(
        count: source[0], height: source[1], width: source[2], channels: source[3]),
      rows: rows(source[1]), columns: columns(source[2]))
    let target: Shape = [source[0], map.rows.count, map.columns.count, source[3]]
    return mapped { images in
      Tensor(target) { target in withScalars(images) { map.apply($0, into: target) } }
    } adjoint: { gradient in
      Tensor(source) { target in withScalars(gradient) { map.gradient($0, into: target) } }
    }
  }
}
