/// The backward passes of the bilinear form: the same three matrices, transposed.
///
/// dM = Aᵀ dY A,  dX = Bᵀ [dM (G W Gᵀ)ᵀ] B,  dW = Gᵀ [(B X Bᵀ)ᵀ dM] G.
extension BilinearConvolution {
  /// Writes the gradients that are wanted.
  ///
  /// - Parameters:
  ///   - inputPlanes: B X Bᵀ from the forward pass.
  ///   - filterPlanes: G Wᵀ Gᵀ; without it the input's gradient must not be wanted.
  ///   - accumulatingWeight: Whether the filters' gradient is added to what is there.
  ///   - withGradient: Calls its second argument with the gradient of an image's result.
  func backward(
    inputPlanes: UnsafePointer<Float>, filterPlanes: UnsafePointer<Float>?,
    inputGradient: UnsafeMutablePointer<Float>?, weightGradient: UnsafeMutablePointer<Float>?,
    accumulatingWeight: Bool, withGradient: (Int, (UnsafePointer<Float>) -> Void) -> Void
  ) {
    let rank = form.rank
    let pair = window.channels * filters
    let line = form.inputs * window.channels
    withTransformedGradientRows(withGradient) { gradientRows in
      withScratch(weightGradient == nil ? 1 : rank * form.taps * pair) { filterRows in
        withScratch(inputGradient == nil ? 1 : rank * tiles * line) { inputRows in
          Threads.forEach(rank) { row in
            let keptRow = inputPlanes + row * rank * tiles * window.channels
            withScratch(weightGradient == nil ? 1 : rank * pair) { filterPlaneSums in
              for chunk in chunks {
                withScratch(rank * chunk.tiles.count * filters) { products in
                  transformGradientColumns(of: chunk, ofRow: row, gradientRows, into: products)
                  if weightGradient != nil {
                    addFilterPlanes(of: chunk, products, keptRow, to: filterPlaneSums)
                  }
                  if let filterPlanes {
                    restoreInputColumns(
                      of: chunk, products, filterPlanes + row * rank * pair,
                      into: inputRows + row * tiles * line)
                  }
                }
              }
              if weightGradient != nil {
                restoreFilterColumns(filterPlaneSums, into: filterRows + row * form.taps * pair)
              }
            }
          }
          if let inputGradient { restoreInputRows(inputRows, into: inputGradient) }
        }
        if let weightGradient {
          form.filterTransform.withPointer { g in
            parallelMultiply(
              Matrix(g, rank, form.taps).transposed, Matrix(filterRows, rank, form.taps * pair),
              into: weightGradient, accumulating: accumulatingWeight)
          }
        }
      }
    }
  }

  /// Calls `body` with Aᵀ dY along the rows: `[rank, images, tileRows, outputWidth, filters]`.
  private func withTransformedGradientRows(
    _ withGradient: (Int, (UnsafePointer<Float>) -> Void) -> Void,
    _ body: (UnsafePointer<Float>) -> Void
  ) {
    let width = window.outputWidth * filters
    let stride = window.images * tileRows * width
    withScratch(form.rank * stride) { rows in
      form.outputTransform.withPointer { a in
        Threads.forEach(window.images) { image in
          withGradient(image) { gradient in
            for tile in 0..<tileRows {
              let first = tile * form.outputs
              let count = min(form.outputs, window.outputHeight - first)
              multiply(
                Matrix(a, count, form.rank).transposed,
                Matrix(gradient + first * width, count, width),
                into: rows + (image * tileRows + tile) * width, stride: stride)
            }
          }
        }
      }
      body(rows)
    }
  }

  /// One row of dM, finished for a chunk: `[rank, tiles, filters]`.
  private func transformGradientColumns(
    of chunk: Chunk, ofRow row: Int, _ rows: UnsafePointer<Float>,
    into products: UnsafeMutablePointer<Float>
  ) {
    let width = window.outputWidth * filters
    let source = rows + row * window.images * tileRows * width
    var target = products
    form.outputTransform.withPointer { a in
      for line in chunk.lines {
        for tile in 0..<tileColumns {
          let first = tile * form.outputs
          let count = min(form.outputs, window.outputWidth - first)
          multiply(
            Matrix(a, count, form.rank).transposed,
            Matrix(source + line * width + first * filters, count, filters),
            into: target, stride: chunk.tiles.count * filters)
          target += filters
        }
      }
    }
  }

  /// One row of (B X Bᵀ)ᵀ dM, added up over the chunks: `[rank, channels, filters]`.
  private func addFilterPlanes(
    of chunk: Chunk, _ products: UnsafePointer<Float>, _ inputPlanes: UnsafePointer<Float>,
    to sums: UnsafeMutablePointer<Float>
  ) {
    let count = chunk.tiles.count
    for column in 0..<form.rank {
      multiply(
        Matrix(
          inputPlanes + (column * tiles + chunk.tiles.lowerBound) * window.channels, count,
          window.channels
        ).transposed,
        Matrix(products + column * count * filters, count, filters),
        into: sums + column * window.channels * filters, accumulating: chunk.lines.lowerBound > 0)
    }
  }

  /// Gᵀ along the columns of one row: `[taps, channels, filters]`.
  private func restoreFilterColumns(
    _ planes: UnsafePointer<Float>, into rows: UnsafeMutablePointer<Float>
  ) {
    form.filterTransform.withPointer { g in
      multiply(
        Matrix(g, form.rank, form.taps).transposed,
        Matrix(planes, form.rank, window.channels * filters), into: rows)
    }
  }

  /// One row of dM (G W Gᵀ)ᵀ, its columns transformed back: `[tiles, inputs, channels]`.
  private func restoreInputColumns(
    of chunk: Chunk, _ products: UnsafePointer<Float>, _ filterPlanes: UnsafePointer<Float>,
    into rows: UnsafeMutablePointer<Float>
  ) {
    let channels = window.channels
    let count = chunk.tiles.count
    withScratch(form.rank * count * channels) { planes in
      for column in 0..<form.rank {
        multiply(
          Matrix(products + column * count * filters, count, filters),
          Matrix(filterPlanes + column * channels * filters, filters, channels),
          into: planes + column * count * channels)
      }
      form.inputTransform.withPointer { b in
        for (place, tile) in chunk.tiles.enumerated() {
          multiply(
            Matrix(b, form.rank, form.inputs).transposed,
            Matrix(planes + place * channels, form.rank, channels, stride: count * channels),
            into: rows + tile * form.inputs * channels)
        }
      }
    }
  }

  /// Bᵀ along the rows, tile by tile added up where tiles overlap.
  private func restoreInputRows(
    _ rows: UnsafePointer<Float>, into gradient: UnsafeMutablePointer<Float>
  ) {
    let channels = window.channels
    let line = form.inputs * channels
    form.inputTransform.withPointer { b in
      Threads.forEach(window.images) { image in
        let target = gradient + image * window.imageSize
        target.initialize(repeating: 0, count: window.imageSize)
        for tile in 0..<tileRows * tileColumns {
          let (tileRow, tileColumn) = tile.quotientAndRemainder(dividingBy: tileColumns)
          let vertical = inputSpan(
            ofTile: tileRow, size: window.height, padding: window.paddingTop)
          let horizontal = inputSpan(
            ofTile: tileColumn, size: window.width, padding: window.paddingLeft)
          let width = horizontal.range.count * channels
          multiply(
            Matrix(
              b + vertical.skipped, form.rank, vertical.range.count, stride: form.inputs
            ).transposed,
            Matrix(
              rows + (image * tileRows * tileColumns + tile) * line
                + horizontal.skipped * channels,
              form.rank, width, stride: tiles * line),
            into: target
              + (vertical.range.lowerBound * window.width + horizontal.range.lowerBound)
                * channels,
            stride: window.width * channels, accumulating: true)
        }
      }
    }
  }
}
