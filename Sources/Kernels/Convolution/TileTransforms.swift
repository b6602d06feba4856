import CKernels

/// Transforms square tiles of images, M X Mᵀ for each channel, by the instructions of this processor.
struct TileTransforms: Sendable {
  private let matrix: [Float]
  private let rows: Int
  private let columns: Int
  private let functions: TileFunctions

  /// - Parameter matrix: M, `[rows, columns]`, of Toom and Cook: its first and last column have entries for
  ///   the first and last row alone, or its rows for columns if it has more rows.
  init(_ matrix: [Float], rows: Int, columns: Int, by instructions: Instructions = .best) {
    guard let functions = tileFunctions(instructions.value, Int32(rows), Int32(columns)) else {
      fatalError(
        "TileTransforms: found a matrix of \(rows) × \(columns), for which there is no loop")
    }
    self.matrix = matrix
    self.rows = rows
    self.columns = columns
    self.functions = functions.pointee
  }

  /// A row and a column, that of a tile's first scalar.
  typealias Position = (row: Int, column: Int)

  /// Transforms the tile of an image at a position, 0 where it hangs over the edge, into planes that are
  /// `stride` scalars apart.
  @inline(__always)
  func gather(
    _ image: UnsafePointer<Float>, of size: ImageBatch, at position: Position,
    into planes: UnsafeMutablePointer<Float>, stride: Int
  ) {
    let strides = Strides(of: size)
    let part = part(of: size, at: position, side: columns)
    withTransform(
      strides, Strides(row: rows * stride, column: stride), channels: size.channels
    ) {
      functions.tile($0, image + strides.offset(position), part, planes, whole(rows))
    }
  }

  /// The same for one row of the planes.
  @inline(__always)
  func gatherRow(
    _ row: Int, _ image: UnsafePointer<Float>, of size: ImageBatch, at position: Position,
    into planes: UnsafeMutablePointer<Float>, stride: Int
  ) {
    let strides = Strides(of: size)
    let part = part(of: size, at: position, side: columns)
    withTransform(strides, Strides(row: 0, column: stride), channels: size.channels) {
      functions.row($0, Int32(row), image + strides.offset(position), part, planes)
    }
  }

  /// Transforms planes that are `stride` scalars apart into the tile of an image at a position; what hangs
  /// over the edge is dropped.
  @inline(__always)
  func scatter(
    _ planes: UnsafePointer<Float>, stride: Int, into image: UnsafeMutablePointer<Float>,
    of size: ImageBatch, at position: Position
  ) {
    let strides = Strides(of: size)
    let part = part(of: size, at: position, side: rows)
    withTransform(
      Strides(row: columns * stride, column: stride), strides, channels: size.channels
    ) {
      functions.tile($0, planes, whole(columns), image + strides.offset(position), part)
    }
  }

  private struct Strides {
    let row: Int
    let column: Int

    init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }

    init(of size: ImageBatch) {
      self.init(row: size.width * size.channels, column: size.channels)
    }

    func offset(_ position: Position) -> Int { position.row * row + position.column * column }
  }

  @inline(__always)
  private func withTransform(
    _ x: Strides, _ y: Strides, channels: Int, _ body: (UnsafePointer<TileTransform>) -> Void
  ) {
    matrix.withPointer { matrix in
      let transform = TileTransform(
        matrix: matrix, rows: Int32(rows), columns: Int32(columns), channels: channels,
        xRowStride: x.row, xColumnStride: x.column, yRowStride: y.row, yColumnStride: y.column)
      withUnsafePointer(to: transform, body)
    }
  }

  private func whole(_ side: Int) -> TilePart {
    TilePart(firstRow: 0, rowEnd: Int32(side), firstColumn: 0, columnEnd: Int32(side))
  }

  /// The part of a tile of so many positions a side that lies on the image.
  private func part(of size: ImageBatch, at position: Position, side: Int) -> TilePart {
    TilePart(
      firstRow: Int32(min(side, max(0, -position.row))),
      rowEnd: Int32(max(0, min(side, size.height - position.row))),
      firstColumn: Int32(min(side, max(0, -position.column))),
      columnEnd: Int32(max(0, min(side, size.width - position.column))))
  }
}
