import Files
import Tensor

/// Rows of embeddings in a mapped file.
struct MappedRows {
  let file: MappedFile
  /// Where the first row begins, a multiple of an embedding's alignment.
  let start: Int
  let count: Int
  let width: Int

  /// The scalars from a row on, valid while the file is mapped.
  func scalars(from row: Int) -> UnsafePointer<Float> {
    (file.bytes.baseAddress! + start + 4 * row * width).assumingMemoryBound(to: Float.self)
  }

  /// Rows, copied: `[range.count, width]`.
  func tensor(of range: Range<Int>) -> Tensor {
    Tensor([range.count, width]) { target in
      withExtendedLifetime(file) {
        target.update(from: scalars(from: range.lowerBound), count: range.count * width)
      }
    }
  }
}
