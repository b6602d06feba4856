/// A convolution with stride 1 in the bilinear form: images are cut into tiles that overlap by the
/// kernel's size less one, and tiles, filters and products are transformed by matrix products alone.
///
/// Rows are transformed first, image by image; then each group of transformed rows is finished while it
/// is in cache: columns transformed, plane by plane multiplied with the filters, and columns transformed
/// back; at last the rows, image by image.
struct BilinearConvolution: Sendable {
  let window: Window
  let filters: Int
  let form: BilinearForm
  /// Tiles along the height and the width.
  let tileRows: Int
  let tileColumns: Int

  init(window: Window, filters: Int, form: BilinearForm) {
    self.window = window
    self.filters = filters
    self.form = form
    tileRows = (window.output.height + form.outputs - 1) / form.outputs
    tileColumns = (window.output.width + form.outputs - 1) / form.outputs
  }

  /// Tiles of all images.
  var tiles: Int { window.images.count * tileRows * tileColumns }
  /// Scalars of the transformed images, `[planes, tiles, channels]`.
  var inputPlaneCount: Int { form.planes * inputPlaneStride }
  /// Scalars between two planes of the transformed images.
  var inputPlaneStride: Int { padded(tiles * window.images.channels) }
  /// Scalars of the transformed filters, `[planes, channels, filters]`, each plane in panels.
  var filterPlaneCount: Int {
    form.planes * panelPlaneStride(window.images.channels, filters)
  }
  /// The same of the transposed ones, `[planes, filters, channels]`.
  var transposedFilterPlaneCount: Int {
    form.planes * panelPlaneStride(filters, window.images.channels)
  }
  /// Scalars between two planes in panels.
  func panelPlaneStride(_ rows: Int, _ columns: Int) -> Int {
    padded(rows * Matrix.wholePanels(columns))
  }
  /// Scalars of an image's rows, transformed back along the columns: whole tiles.
  var outputRowSize: Int { tileColumns * form.outputs * filters }

  /// Writes G W Gᵀ, `[planes, channels, filters]`.
  func transformFilters(
    _ weight: UnsafePointer<Float>, into planes: UnsafeMutablePointer<Float>
  ) {
    transformPanels(of: weight, window.images.channels, filters, isTransposed: false, into: planes)
  }

  /// Writes G Wᵀ Gᵀ, `[planes, filters, channels]`: the filters as the input's gradient takes them.
  func transformTransposedFilters(
    _ weight: UnsafePointer<Float>, into planes: UnsafeMutablePointer<Float>
  ) {
    transformPanels(of: weight, filters, window.images.channels, isTransposed: true, into: planes)
  }

  /// Filters whose taps are matrices of so many rows and columns, or their transpositions.
  private func transformPanels(
    of weight: UnsafePointer<Float>, _ count: Int, _ columns: Int, isTransposed: Bool,
    into planes: UnsafeMutablePointer<Float>
  ) {
    let pair = count * Matrix.wholePanels(columns)
    let stride = panelPlaneStride(count, columns)
    let (taps, rank) = (form.taps, form.rows.rank)
    withScratch((taps + rank) * taps * pair) { panels in
      let rows = panels + taps * taps * pair
      Threads.forEach(taps * taps) { tap in
        layOutPanels(
          weight + tap * count * columns, count, columns, isTransposed: isTransposed,
          into: panels + tap * pair)
      }
      form.rows.filter.withPointer { g in
        parallelMultiply(Matrix(g, rank, taps), Matrix(panels, taps, taps * pair), into: rows)
      }
      Threads.forEach(form.groups.count) { index in
        let group = form.groups[index]
        for (row, columns) in group.columns.enumerated() {
          columns.filter.withPointer { g in
            multiply(
              Matrix(g, group.rank, taps),
              Matrix(rows + (group.firstRow + row) * taps * pair, taps, pair),
              into: planes + group.firstPlane * stride, stride: stride, accumulating: row > 0)
          }
        }
      }
    }
  }

  /// The results; keeps the transformed images in `kept` if that is given.
  ///
  /// - Parameter withResult: Calls its second argument with room for the result of an image.
  func forward(
    input: UnsafePointer<Float>, filterPlanes: UnsafePointer<Float>,
    kept: UnsafeMutablePointer<Float>?,
    withResult: (Int, (UnsafeMutablePointer<Float>) -> Void) -> Void
  ) {
    withScratch(form.rows.rank * rowStride) { outputRows in
      withTransformedRows(of: input) { inputRows in
        let (groups, chunks) = (form.groups, chunks)
        Threads.forEach(groups.count * chunks.count) { piece in
          let (group, chunk) = piece.quotientAndRemainder(dividingBy: chunks.count)
          finish(
            chunks[chunk], of: groups[group], inputRows, filterPlanes, kept: kept, into: outputRows)
        }
      }
      restoreRows(outputRows, withResult)
    }
  }

  /// Tiles of one group of transformed rows that are worked on at a time.
  struct Chunk {
    /// Rows of tiles, counted through all images.
    let lines: Range<Int>
    /// The tiles of these rows.
    let tiles: Range<Int>
  }

  /// Chunks of so few tiles that what becomes of them stays in cache.
  var chunks: [Chunk] {
    let lines = window.images.count * tileRows
    let rank = form.groups.reduce(1) { max($0, $1.rank) }
    let line = rank * tileColumns * max(filters, window.images.channels)
    let size = max(1, (1 << 18) / line)
    return stride(from: 0, to: lines, by: size).map { first in
      let range = first..<min(lines, first + size)
      return Chunk(
        lines: range, tiles: range.lowerBound * tileColumns..<range.upperBound * tileColumns)
    }
  }

  /// One group for a chunk of tiles: columns transformed, multiplied with the filters and transformed
  /// back.
  private func finish(
    _ chunk: Chunk, of group: BilinearForm.Group, _ inputRows: UnsafePointer<Float>,
    _ filterPlanes: UnsafePointer<Float>, kept: UnsafeMutablePointer<Float>?,
    into outputRows: UnsafeMutablePointer<Float>
  ) {
    let channels = window.images.channels
    let count = chunk.tiles.count
    let stride = kept == nil ? padded(count * channels) : inputPlaneStride
    let productStride = padded(count * filters)
    withScratch(group.rank * productStride) { products in
      withKeptOrScratch(
        kept.map { $0 + group.firstPlane * stride + chunk.tiles.lowerBound * channels },
        count: group.rank * stride
      ) { inputPlanes in
        transformColumns(of: chunk, group, inputRows, into: inputPlanes, stride: stride)
        for plane in 0..<group.rank {
          multiply(
            Matrix(inputPlanes + plane * stride, count, channels),
            Matrix(
              panels: filterPlanes
                + (group.firstPlane + plane) * panelPlaneStride(channels, filters), channels,
              filters),
            into: products + plane * productStride)
        }
      }
      restoreColumns(of: chunk, group, products, into: outputRows)
    }
  }

  /// Scalars between two rows of the transform of all images' outputs.
  private var rowStride: Int { padded(window.images.count * tileRows * outputRowSize) }
  /// Scalars between two rows of the transform of all images.
  private var inputRowStride: Int {
    padded(window.images.count * tileRows * window.images.width * window.images.channels)
  }

  /// Calls `body` with B X along the rows: `[rows, images, tileRows, width, channels]`.
  func withTransformedRows(
    of input: UnsafePointer<Float>, _ body: (UnsafePointer<Float>) -> Void
  ) {
    let width = window.images.width * window.images.channels
    let stride = inputRowStride
    withScratch(form.rows.rank * stride) { rows in
      form.rows.input.withPointer { b in
        Threads.forEach(window.images.count * tileRows) { index in
          let (image, tile) = index.quotientAndRemainder(dividingBy: tileRows)
          let span = inputSpan(
            ofTile: tile, size: window.images.height, padding: window.padding.height)
          multiply(
            Matrix(b + span.skipped, form.rows.rank, span.range.count, stride: form.inputs),
            Matrix(
              input + image * window.images.imageSize + span.range.lowerBound * width,
              span.range.count, width),
            into: rows + index * width, stride: stride)
        }
      }
      body(rows)
    }
  }

  /// Which positions of an image a tile covers, and how many of the tile lie before the image.
  func inputSpan(
    ofTile tile: Int, size: Int, padding: Int
  ) -> (range: Range<Int>, skipped: Int) {
    let start = tile * form.outputs - padding
    let lower = min(max(start, 0), size)
    let upper = max(lower, min(start + form.inputs, size))
    return (lower..<upper, lower - start)
  }

  /// One group, finished for a chunk: `[rank, tiles, channels]`, with `stride` scalars between two
  /// planes.
  private func transformColumns(
    of chunk: Chunk, _ group: BilinearForm.Group, _ rows: UnsafePointer<Float>,
    into planes: UnsafeMutablePointer<Float>, stride: Int
  ) {
    let channels = window.images.channels
    let width = window.images.width * channels
    for (row, columns) in group.columns.enumerated() {
      let source = rows + (group.firstRow + row) * inputRowStride
      let lines = Repetition(
        chunk.lines.count, operandStep: width, resultStep: tileColumns * channels)
      columns.input.withPointer { b in
        for tile in 0..<tileColumns {
          let span = inputSpan(
            ofTile: tile, size: window.images.width, padding: window.padding.width)
          multiply(
            Matrix(b + span.skipped, group.rank, span.range.count, stride: form.inputs),
            Matrix(
              source + chunk.lines.lowerBound * width + span.range.lowerBound * channels,
              span.range.count, channels),
            into: planes + tile * channels, stride: stride, accumulating: row > 0,
            repeated: lines)
        }
      }
    }
  }

  /// A M along the columns of one group: `[rows, images, tileRows, outputRowSize]`.
  private func restoreColumns(
    of chunk: Chunk, _ group: BilinearForm.Group, _ products: UnsafePointer<Float>,
    into rows: UnsafeMutablePointer<Float>
  ) {
    let stride = padded(chunk.tiles.count * filters)
    for (row, columns) in group.columns.enumerated() {
      let target = rows + (group.firstRow + row) * rowStride
      let line = form.outputs * filters
      columns.output.withPointer { a in
        multiply(
          Matrix(a, form.outputs, group.rank),
          Matrix(products, group.rank, filters, stride: stride),
          into: target + chunk.tiles.lowerBound * line,
          repeated: Repetition(chunk.tiles.count, operandStep: filters, resultStep: line))
      }
    }
  }

  /// A M along the rows, into the images; the surplus of the last tiles is dropped.
  private func restoreRows(
    _ rows: UnsafePointer<Float>,
    _ withResult: (Int, (UnsafeMutablePointer<Float>) -> Void) -> Void
  ) {
    let width = window.output.width * filters
    form.rows.output.withPointer { a in
      Threads.forEach(window.images.count) { image in
        withResult(image) { result in
          for tile in 0..<tileRows {
            let first = tile * form.outputs
            multiply(
              Matrix(a, min(form.outputs, window.output.height - first), form.rows.rank),
              Matrix(
                rows + (image * tileRows + tile) * outputRowSize, form.rows.rank, width,
                stride: rowStride),
              into: result + first * width)
          }
        }
      }
    }
  }
}
