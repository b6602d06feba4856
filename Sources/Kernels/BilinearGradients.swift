/// The backward passes of the bilinear form: the same three matrices, transposed.
///
/// dM = Aᵀ dY A,  dX = Bᵀ [dM (G W Gᵀ)ᵀ] B,  dW = Gᵀ [(B X Bᵀ)ᵀ dM] G.
extension BilinearConvolution {
  /// Writes the gradients that are wanted.
  ///
  /// - Parameters:
  ///   - inputPlanes: B X Bᵀ from the forward pass.
  ///   - filterPlanes: G W Gᵀ from the forward pass.
  ///   - accumulatingWeight: Whether the filters' gradient is added to what is there.
  ///   - withGradient: Calls its second argument with the gradient of an image's result.
  func backward(
    inputPlanes: UnsafePointer<Float>, filterPlanes: UnsafePointer<Float>,
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
            withScratch(rank * tiles * filters) { products in
              transformGradientColumns(ofRow: row, gradientRows, into: products)
              if weightGradient != nil {
                restoreFilterColumns(
                  products, inputPlanes + row * rank * tiles * window.channels,
                  into: filterRows + row * form.taps * pair)
              }
              if inputGradient != nil {
                restoreInputColumns(
                  products, filterPlanes + row * rank * pair, into: inputRows + row * tiles * line)
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

  /// One row of dM, finished: `[rank, tiles, filters]`.
  private func transformGradientColumns(
    ofRow row: Int, _ rows: UnsafePointer<Float>, into products: UnsafeMutablePointer<Float>
  ) {
    let width = window.outputWidth * filters
    let source = rows + row * window.images * tileRows * width
    form.outputTransform.withPointer { a in
      for line in 0..<window.images * tileRows {
        for tile in 0..<tileColumns {
          let first = tile * form.outputs
          let count = min(form.outputs, window.outputWidth - first)
          multiply(
            Matrix(a, count, form.rank).transposed,
            Matrix(source + line * width + first * filters, count, filters),
            into: products + (line * tileColumns + tile) * filters, stride: tiles * filters)
        }
      }
    }
  }

  /// One row of (B X Bᵀ)ᵀ dM, its columns transformed back to taps: `[taps, channels, filters]`.
  private func restoreFilterColumns(
    _ products: UnsafePointer<Float>, _ inputPlanes: UnsafePointer<Float>,
    into rows: UnsafeMutablePointer<Float>
  ) {
    let pair = window.channels * filters
    withScratch(form.rank * pair) { planes in
      for column in 0..<form.rank {
        multiply(
          Matrix(
            inputPlanes + column * tiles * window.channels, tiles, window.channels
          ).transposed,
          Matrix(products + column * tiles * filters, tiles, filters),
          into: planes + column * pair)
      }
      form.filterTransform.withPointer { g in
        multiply(
          Matrix(g, form.rank, form.taps).transposed, Matrix(planes, form.rank, pair), into: rows)
      }
    }
  }

  /// One row of dM (G W Gᵀ)ᵀ, its columns transformed back: `[tiles, inputs, channels]`.
  private func restoreInputColumns(
    _ products: UnsafePointer<Float>, _ filterPlanes: UnsafePointer<Float>,
    into rows: UnsafeMutablePointer<Float>
  ) {
    let channels = window.channels
    withScratch(form.rank * tiles * channels) { planes in
      for column in 0..<form.rank {
        multiply(
          Matrix(products + column * tiles * filters, tiles, filters),
          Matrix(filterPlanes + column * channels * filters, channels, filters).transposed,
          into: planes + column * tiles * channels)
      }
      form.inputTransform.withPointer { b in
        for tile in 0..<tiles {
          multiply(
            Matrix(b, form.rank, form.inputs).transposed,
            Matrix(planes + tile * channels, form.rank, channels, stride: tiles * channels),
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
