import Basics
import Datasets

extension PenDrawing {
  /// The drawing in black on white, with smooth edges.
  ///
  /// - Parameter longerSide: Of the picture, in pixels, 1 … 4096; another one is a programming error. The
  ///   other side follows, at least one pixel.
  public func bitmap(longerSide: Int) -> Bitmap {
    let side = max(width, height)
    let columns = max(1, Int((width / side * Float(longerSide)).rounded()))
    let rows = max(1, Int((height / side * Float(longerSide)).rounded()))
    let square = ink(size: longerSide)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(rows * columns)
    for row in 0..<rows {
      for ink in square[row * longerSide..<row * longerSide + columns] { pixels.append(255 - ink) }
    }
    return Bitmap(width: columns, height: rows, pixels: pixels)
  }
}
