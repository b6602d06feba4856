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
      mirrored.forward(input: resultGradient, filterPlanes: filterPlanes, kept: nil) {
        $1(inputGradient + $0 * window.images.imageSize)
      }
    }
  }

  /// Writes the filters' gradient, Gᵀ [(B X Bᵀ)ᵀ (Aᵀ dY A)] G: a row of planes after another, of a fixed
  /// number of groups of images.
  ///
  /// - Parameter inputPlanes: B X Bᵀ from the forward pass.
  func weightGradient(
    resultGradient: UnsafePointer<Float>, inputPlanes: UnsafePointer<Float>,
    into weightGradient: UnsafeMutablePointer<Float>
  ) {
    let images = window.images.count
    let groups = max(1, min(8, images, images * imageTiles / 256))
    let stride = padded(window.images.channels * filters)
    let transforms = TileTransforms(
      transposed(form.rows.output), rows: form.inputs, columns: form.outputs)
    withScratch(groups * form.planes * stride) { sums in
      Threads.forEach(groups * form.inputs) { job in
        let (group, row) = job.quotientAndRemainder(dividingBy: form.inputs)
        let lines = images * group / groups * tileRows..<images * (group + 1) / groups * tileRows
        addRow(
          row, of: lines, resultGradient, transforms, inputPlanes,
          to: sums + (group * form.planes + row * form.inputs) * stride)
      }
      restoreFilters(sums, groups: groups, stride: stride, into: weightGradient)
    }
  }

  /// A row of the planes of (B X Bᵀ)ᵀ (Aᵀ dY A), summed over rows of tiles, which are counted through
  /// all images: as many at a time as stay in cache.
  private func addRow(
    _ row: Int, of lines: Range<Int>, _ gradient: UnsafePointer<Float>,
    _ transforms: TileTransforms, _ inputPlanes: UnsafePointer<Float>,
    to sums: UnsafeMutablePointer<Float>
  ) {
    let (channels, side) = (window.images.channels, form.inputs)
    let size = max(1, (1 << 16) / (side * tileColumns * filters))
    let stride = planeStride(size * tileColumns, filters)
    withScratch(side * stride) { planes in
      for first in Swift.stride(from: lines.lowerBound, to: lines.upperBound, by: size) {
        let part = first..<min(lines.upperBound, first + size)
        transform(part, to: row, gradient, transforms, into: planes, stride: stride)
        let tiles = part.count * tileColumns
        for column in 0..<side {
          let plane = (row * side + column) * inputPlaneStride
          multiply(
            Matrix(inputPlanes + plane + first * tileColumns * channels, tiles, channels)
              .transposed,
            Matrix(planes + column * stride, tiles, filters),
            into: sums + column * padded(channels * filters),
            accumulating: first > lines.lowerBound)
        }
      }
    }
  }

  /// One row of the planes of Aᵀ dY A.
  private func transform(
    _ lines: Range<Int>, to row: Int, _ gradient: UnsafePointer<Float>,
    _ transforms: TileTransforms, into planes: UnsafeMutablePointer<Float>, stride: Int
  ) {
    let size = ImageBatch(
      count: 1, height: window.output.height, width: window.output.width, channels: filters)
    var target = planes
    for line in lines {
      let (image, tileRow) = line.quotientAndRemainder(dividingBy: tileRows)
      for column in 0..<tileColumns {
        transforms.gatherRow(
          row, gradient + image * size.imageSize, of: size,
          at: (tileRow * form.outputs, column * form.outputs), into: target, stride: stride)
        target += filters
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
