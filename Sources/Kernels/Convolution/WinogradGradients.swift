/// The backward passes of Winograd's algorithm.
extension WinogradConvolution {
  /// Writes the input's gradient: the mirrored convolution of the result's.
  func inputGradient(
    resultGradient: UnsafePointer<Float>, weight: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>
  ) {
    let mirrored = mirrored
    withScratch(mirrored.filterPlaneCount) { filterPlanes in
      mirrored.transformFilters(weight, isMirrored: true, into: filterPlanes)
      mirrored.forward(input: resultGradient, filterPlanes: filterPlanes) {
        $1(inputGradient + $0 * window.images.imageSize)
      }
    }
  }

  /// Writes the filters' gradient, Gᵀ [(B X Bᵀ)ᵀ (Aᵀ dY A)] G: a row of planes after another, of a fixed
  /// number of groups of images. Images are transformed again, in the cache, for their planes are several
  /// times as large as they are.
  func weightGradient(
    input: UnsafePointer<Float>, resultGradient: UnsafePointer<Float>,
    into weightGradient: UnsafeMutablePointer<Float>
  ) {
    let images = window.images.count
    let groups = max(1, min(8, images, images * imageTiles / 256))
    let stride = padded(window.images.channels * filters)
    let left = TileSource(
      pointer: input, images: window.images, origin: window.padding,
      transforms: TileTransforms(form.rows.input, rows: form.inputs, columns: form.inputs))
    let right = TileSource(
      pointer: resultGradient,
      images: ImageBatch(
        count: images, height: window.output.height, width: window.output.width,
        channels: filters),
      origin: Extent(height: 0, width: 0),
      transforms: TileTransforms(
        transposed(form.rows.output), rows: form.inputs, columns: form.outputs))
    withScratch(groups * form.planes * stride) { sums in
      Threads.forEach(groups * form.inputs) { job in
        let (group, row) = job.quotientAndRemainder(dividingBy: form.inputs)
        let lines = images * group / groups * tileRows..<images * (group + 1) / groups * tileRows
        addRow(
          row, of: lines, left, right,
          to: sums + (group * form.planes + row * form.inputs) * stride)
      }
      restoreFilters(sums, groups: groups, stride: stride, into: weightGradient)
    }
  }

  /// Images whose tiles are transformed.
  private struct TileSource {
    let pointer: UnsafePointer<Float>
    let images: ImageBatch
    /// How far before the image the first tile begins.
    let origin: Extent
    let transforms: TileTransforms
  }

  /// A row of the planes of (B X Bᵀ)ᵀ (Aᵀ dY A), summed over rows of tiles, which are counted through
  /// all images: as many at a time as stay in cache.
  private func addRow(
    _ row: Int, of lines: Range<Int>, _ left: TileSource, _ right: TileSource,
    to sums: UnsafeMutablePointer<Float>
  ) {
    let (channels, side) = (window.images.channels, form.inputs)
    let size = max(1, (1 << 16) / (side * tileColumns * max(channels, filters)))
    let (leftStride, rightStride) = (
      planeStride(size * tileColumns, channels), planeStride(size * tileColumns, filters)
    )
    withScratch(side * (leftStride + rightStride)) { leftPlanes in
      let rightPlanes = leftPlanes + side * leftStride
      for first in Swift.stride(from: lines.lowerBound, to: lines.upperBound, by: size) {
        let part = first..<min(lines.upperBound, first + size)
        transform(part, to: row, left, into: leftPlanes, stride: leftStride)
        transform(part, to: row, right, into: rightPlanes, stride: rightStride)
        let tiles = part.count * tileColumns
        for column in 0..<side {
          multiply(
            Matrix(leftPlanes + column * leftStride, tiles, channels).transposed,
            Matrix(rightPlanes + column * rightStride, tiles, filters),
            into: sums + column * padded(channels * filters),
            accumulating: first > lines.lowerBound)
        }
      }
    }
  }

  /// One row of the planes of rows of tiles.
  private func transform(
    _ lines: Range<Int>, to row: Int, _ source: TileSource,
    into planes: UnsafeMutablePointer<Float>, stride: Int
  ) {
    var target = planes
    for line in lines {
      let (image, tileRow) = line.quotientAndRemainder(dividingBy: tileRows)
      for column in 0..<tileColumns {
        source.transforms.gatherRow(
          row, source.pointer + image * source.images.imageSize, of: source.images,
          at: (
            tileRow * form.outputs - source.origin.height,
            column * form.outputs - source.origin.width
          ), into: target, stride: stride)
        target += source.images.channels
      }
    }
  }

  /// Aᵀ, of A `[outputs, inputs]`.
  private func transposed(_ a: [Float]) -> [Float] {
    (0..<form.inputs).flatMap { column in
      (0..<form.outputs).map { a[$0 * form.inputs + column] }
    }
  }
}
