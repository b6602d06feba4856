/// The backward passes of the bilinear form: the same three matrices, transposed.
///
/// dM = Aᵀ dY A,  dX = Bᵀ [dM (G W Gᵀ)ᵀ] B,  dW = Gᵀ [(B X Bᵀ)ᵀ dM] G.
extension BilinearConvolution {
  /// Writes the gradients that are wanted.
  ///
  /// - Parameters:
  ///   - inputPlanes: B X Bᵀ from the forward pass; without them the filters' gradient must not be wanted.
  ///   - filterPlanes: G Wᵀ Gᵀ; without it the input's gradient must not be wanted.
  ///   - accumulatingWeight: Whether the filters' gradient is added to what is there.
  ///   - withGradient: Calls its second argument with the gradient of an image's result.
  func backward(
    inputPlanes: UnsafePointer<Float>?, filterPlanes: UnsafePointer<Float>?,
    inputGradient: UnsafeMutablePointer<Float>?, weightGradient: UnsafeMutablePointer<Float>?,
    accumulatingWeight: Bool, withGradient: (Int, (UnsafePointer<Float>) -> Void) -> Void
  ) {
    let rank = form.rows.rank
    let pair = window.images.channels * filters
    withTransformedGradientRows(withGradient) { gradientRows in
      withScratch(weightGradient == nil ? 1 : rank * form.taps * pair) { filterRows in
        withScratch(inputGradient == nil ? 1 : rank * inputGradientRowStride) { inputRows in
          Threads.forEach(form.groups.count) { index in
            let group = form.groups[index]
            withScratch(weightGradient == nil ? 1 : group.rank * sumStride) { sums in
              for chunk in chunks {
                withScratch(group.rank * padded(chunk.tiles.count * filters)) { products in
                  transformGradientColumns(of: chunk, group, gradientRows, into: products)
                  if let inputPlanes {
                    addFilterPlanes(of: chunk, group, products, inputPlanes, to: sums)
                  }
                  if let filterPlanes {
                    restoreInputColumns(
                      of: chunk, group, products, filterPlanes, into: inputRows)
                  }
                }
              }
              if weightGradient != nil { restoreFilterColumns(of: group, sums, into: filterRows) }
            }
          }
          if let inputGradient { restoreInputRows(inputRows, into: inputGradient) }
        }
        if let weightGradient {
          form.rows.filter.withPointer { g in
            parallelMultiply(
              Matrix(g, rank, form.taps).transposed, Matrix(filterRows, rank, form.taps * pair),
              into: weightGradient, accumulating: accumulatingWeight)
          }
        }
      }
    }
  }

  /// Scalars between two planes of the transform of the filters' gradient.
  private var sumStride: Int { padded(window.images.channels * filters) }
  /// Scalars between two rows of the transform of all gradients.
  private var gradientRowStride: Int {
    padded(window.images.count * tileRows * window.output.width * filters)
  }
  /// Scalars between two rows of the transform of all inputs' gradients.
  private var inputGradientRowStride: Int { padded(tiles * form.inputs * window.images.channels) }

  /// Calls `body` with Aᵀ dY along the rows: `[rows, images, tileRows, outputWidth, filters]`.
  private func withTransformedGradientRows(
    _ withGradient: (Int, (UnsafePointer<Float>) -> Void) -> Void,
    _ body: (UnsafePointer<Float>) -> Void
  ) {
    let width = window.output.width * filters
    let stride = gradientRowStride
    withScratch(form.rows.rank * stride) { rows in
      form.rows.output.withPointer { a in
        Threads.forEach(window.images.count) { image in
          withGradient(image) { gradient in
            for tile in 0..<tileRows {
              let first = tile * form.outputs
              let count = min(form.outputs, window.output.height - first)
              multiply(
                Matrix(a, count, form.rows.rank).transposed,
                Matrix(gradient + first * width, count, width),
                into: rows + (image * tileRows + tile) * width, stride: stride)
            }
          }
        }
      }
      body(rows)
    }
  }

  /// One group of dM, finished for a chunk: `[rank, tiles, filters]`.
  private func transformGradientColumns(
    of chunk: Chunk, _ group: BilinearForm.Group, _ rows: UnsafePointer<Float>,
    into products: UnsafeMutablePointer<Float>
  ) {
    let width = window.output.width * filters
    for (row, columns) in group.columns.enumerated() {
      let source = rows + (group.firstRow + row) * gradientRowStride
      let lines = Repetition(
        chunk.lines.count, operandStep: width, resultStep: tileColumns * filters)
      columns.output.withPointer { a in
        for tile in 0..<tileColumns {
          let first = tile * form.outputs
          let count = min(form.outputs, window.output.width - first)
          multiply(
            Matrix(a, count, group.rank).transposed,
            Matrix(
              source + chunk.lines.lowerBound * width + first * filters, count, filters),
            into: products + tile * filters, stride: padded(chunk.tiles.count * filters),
            accumulating: row > 0, repeated: lines)
        }
      }
    }
  }

  /// One group of (B X Bᵀ)ᵀ dM, added up over the chunks: `[rank, channels, filters]`.
  private func addFilterPlanes(
    of chunk: Chunk, _ group: BilinearForm.Group, _ products: UnsafePointer<Float>,
    _ inputPlanes: UnsafePointer<Float>, to sums: UnsafeMutablePointer<Float>
  ) {
    let count = chunk.tiles.count
    for plane in 0..<group.rank {
      let place =
        (group.firstPlane + plane) * inputPlaneStride + chunk.tiles.lowerBound
        * window.images.channels
      multiply(
        Matrix(inputPlanes + place, count, window.images.channels).transposed,
        Matrix(products + plane * padded(count * filters), count, filters),
        into: sums + plane * sumStride, accumulating: chunk.lines.lowerBound > 0)
    }
  }

  /// Gᵀ along the columns of one group: `[rows, taps, channels, filters]`.
  private func restoreFilterColumns(
    of group: BilinearForm.Group, _ planes: UnsafePointer<Float>,
    into rows: UnsafeMutablePointer<Float>
  ) {
    let pair = window.images.channels * filters
    for (row, columns) in group.columns.enumerated() {
      columns.filter.withPointer { g in
        multiply(
          Matrix(g, group.rank, form.taps).transposed,
          Matrix(planes, group.rank, pair, stride: sumStride),
          into: rows + (group.firstRow + row) * form.taps * pair)
      }
    }
  }

  /// One group of dM (G W Gᵀ)ᵀ, its columns transformed back: `[rows, tiles, inputs, channels]`.
  private func restoreInputColumns(
    of chunk: Chunk, _ group: BilinearForm.Group, _ products: UnsafePointer<Float>,
    _ filterPlanes: UnsafePointer<Float>, into rows: UnsafeMutablePointer<Float>
  ) {
    let channels = window.images.channels
    let count = chunk.tiles.count
    let line = form.inputs * channels
    let stride = padded(count * channels)
    withScratch(group.rank * stride) { planes in
      for plane in 0..<group.rank {
        multiply(
          Matrix(products + plane * padded(count * filters), count, filters),
          Matrix(
            panels: filterPlanes + (group.firstPlane + plane) * panelPlaneStride(filters, channels),
            filters, channels),
          into: planes + plane * stride)
      }
      for (row, columns) in group.columns.enumerated() {
        let target = rows + (group.firstRow + row) * inputGradientRowStride
        columns.input.withPointer { b in
          multiply(
            Matrix(b, group.rank, form.inputs).transposed,
            Matrix(planes, group.rank, channels, stride: stride),
            into: target + chunk.tiles.lowerBound * line,
            repeated: Repetition(chunk.tiles.count, operandStep: channels, resultStep: line))
        }
      }
    }
  }

  /// Bᵀ along the rows, tile by tile added up where tiles overlap.
  private func restoreInputRows(
    _ rows: UnsafePointer<Float>, into gradient: UnsafeMutablePointer<Float>
  ) {
    let channels = window.images.channels
    let line = form.inputs * channels
    form.rows.input.withPointer { b in
      Threads.forEach(window.images.count) { image in
        let target = gradient + image * window.images.imageSize
        target.initialize(repeating: 0, count: window.images.imageSize)
        for tile in 0..<tileRows * tileColumns {
          let (tileRow, tileColumn) = tile.quotientAndRemainder(dividingBy: tileColumns)
          let vertical = inputSpan(
            ofTile: tileRow, size: window.images.height, padding: window.padding.height)
          let horizontal = inputSpan(
            ofTile: tileColumn, size: window.images.width, padding: window.padding.width)
          let width = horizontal.range.count * channels
          multiply(
            Matrix(
              b + vertical.skipped, form.rows.rank, vertical.range.count, stride: form.inputs
            ).transposed,
            Matrix(
              rows + (image * tileRows * tileColumns + tile) * line
                + horizontal.skipped * channels,
              form.rows.rank, width, stride: inputGradientRowStride),
            into: target
              + (vertical.range.lowerBound * window.images.width + horizontal.range.lowerBound)
                * channels,
            stride: window.images.width * channels, accumulating: true)
        }
      }
    }
  }
}
