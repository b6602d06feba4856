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
  /// Scalars of the transformed filters, `[planes, channels, filters]`.
  var filterPlaneCount: Int { form.planes * filterPlaneStride }
  /// Scalars between two planes of the transformed filters.
  var filterPlaneStride: Int { padded(window.images.channels * filters) }
  /// Scalars of an image's rows, transformed back along the columns: whole tiles.
  var outputRowSize: Int { tileColumns * form.outputs * filters }

  /// Writes G W Gᵀ, `[planes, channels, filters]`.
  func transformFilters(
    _ weight: UnsafePointer<Float>, into planes: UnsafeMutablePointer<Float>
  ) {
    let pair = window.images.channels * filters
    let (taps, rank) = (form.taps, form.rows.rank)
    withScratch(rank * taps * pair) { rows in
      form.rows.filter.withPointer { g in
        parallelMultiply(Matrix(g, rank, taps), Matrix(weight, taps, taps * pair), into: rows)
      }
      Threads.forEach(form.groups.count) { index in
        let group = form.groups[index]
        for (row, columns) in group.columns.enumerated() {
          columns.filter.withPointer { g in
            multiply(
              Matrix(g, group.rank, taps),
              Matrix(rows + (group.firstRow + row) * taps * pair, taps, pair),
              into: planes + group.firstPlane * filterPlaneStride, stride: filterPlaneStride,
              accumulating: row > 0)
          }
        }
      }
    }
  }

  /// Writes G Wᵀ Gᵀ, `[planes, filters, channels]`: the filters as the input's gradient takes them.
  ///
  /// Transforming them again costs little, and multiplying by matrices that are transposed already
  /// saves more: OpenBLAS is slower if it has to transpose.
  func transformTransposedFilters(
    _ weight: UnsafePointer<Float>, into planes: UnsafeMutablePointer<Float>
  ) {
    let taps = form.taps * form.taps
    withScratch(taps * window.images.channels * filters) { transposed in
      transpose(
        weight, shape: [taps, window.images.channels, filters], permutation: [0, 2, 1],
        into: transposed)
      transformFilters(transposed, into: planes)
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
              filterPlanes + (group.firstPlane + plane) * filterPlaneStride, channels, filters),
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
      var target = planes
      columns.input.withPointer { b in
        for line in chunk.lines {
          for tile in 0..<tileColumns {
            let span = inputSpan(
              ofTile: tile, size: window.images.width, padding: window.padding.width)
            multiply(
              Matrix(b + span.skipped, group.rank, span.range.count, stride: form.inputs),
              Matrix(
                source + line * width + span.range.lowerBound * channels, span.range.count,
                channels),
              into: target, stride: stride, accumulating: row > 0)
            target += channels
          }
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
      columns.output.withPointer { a in
        for (place, tile) in chunk.tiles.enumerated() {
          multiply(
            Matrix(a, form.outputs, group.rank),
            Matrix(products + place * filters, group.rank, filters, stride: stride),
            into: target + tile * form.outputs * filters)
        }
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
