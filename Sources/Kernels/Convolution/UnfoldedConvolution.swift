import CKernels

/// A convolution by unfolding: the patches under the window become the rows of a matrix (im2col), in
/// strips that stay in cache, which is multiplied with the filters; in groups, each group's channels
/// with its own.
struct UnfoldedConvolution: Sendable {
  let window: Window
  let filters: Int
  /// How many groups channels and filters are cut into.
  let groups: Int

  /// Scalars of a patch's channels of one group.
  private var patchSize: Int { window.patchSize / groups }
  private var groupChannels: Int { window.images.channels / groups }
  private var groupFilters: Int { filters / groups }

  /// A group's columns of the filters.
  private func matrix(_ weight: UnsafePointer<Float>, of group: Int) -> Matrix {
    Matrix(weight + group * groupFilters, patchSize, groupFilters, stride: filters)
  }

  /// A group's part of results, or of their gradients, from the given position on.
  private func results(
    _ results: UnsafePointer<Float>, from first: Int, count: Int, of group: Int
  ) -> Matrix {
    Matrix(results + first * filters + group * groupFilters, count, groupFilters, stride: filters)
  }

  /// Output rows unfolded at a time: so few that the patches stay in cache and that the product is a
  /// small one, but at least one.
  private var stripRows: Int {
    let row = window.output.width * patchSize
    let rows = min((1 << 16) / max(row, 1), smallProduct / max(row * groupFilters, 1))
    return max(1, min(window.output.height, rows))
  }

  /// A 1×1 kernel with stride 1 needs no unfolding: its patches are the pixels.
  private var isPointwise: Bool {
    window.kernel.height == 1 && window.kernel.width == 1 && window.strides.height == 1
      && window.strides.width == 1 && window.padding.height == 0 && window.padding.width == 0
      && window.output.height == window.images.height && window.output.width == window.images.width
  }

  /// Rows of the result that are a piece of work, by the shapes alone: many enough for a fast product.
  var rowsOfPiece: Int {
    let width = max(1, window.output.width)
    return ShiftedRows(window) == nil
      ? max((96 + width - 1) / width, (1 << 20) / max(1, width * patchSize * filters))
      : window.output.height
  }

  /// Writes some rows of the result of one image.
  func forward(
    image: UnsafePointer<Float>, weight: UnsafePointer<Float>, ending: Ending?, rows: Range<Int>,
    result: UnsafeMutablePointer<Float>
  ) {
    forEachStrip(of: image, rows) { patches, first, group in
      let column = group * groupFilters
      multiply(
        patches, matrix(weight, of: group), into: result + first * filters + column,
        stride: filters, ending: ending?.columns(from: column))
    }
  }

  /// The gradients that are wanted: of the images, the results' gradients times the filters, folded
  /// back; of the filters, summed over the images in a fixed number of parts.
  ///
  /// - Parameters:
  ///   - input: Needed for the gradient of the filters.
  ///   - withGradient: Calls its second argument with the gradient of an image's result.
  func backward(
    input: UnsafePointer<Float>?, weight: UnsafePointer<Float>,
    inputGradient: UnsafeMutablePointer<Float>?, weightGradient: UnsafeMutablePointer<Float>?,
    withGradient: (Int, (UnsafePointer<Float>) -> Void) -> Void
  ) {
    let size = weightGradient == nil ? 0 : patchSize * filters
    let parts = max(1, min(window.images.count, 8))
    withScratch(parts * size) { partial in
      Threads.forEach(parts) { part in
        let sum = partial + part * size
        sum.initialize(repeating: 0, count: size)
        for image in window.images.count * part / parts..<window.images.count * (part + 1) / parts {
          withGradient(image) { gradient in
            if weightGradient != nil, let input {
              addWeightGradient(
                image: input + image * window.images.imageSize, gradient: gradient, to: sum)
            }
            if let inputGradient {
              backwardImage(
                gradient: gradient, weight: weight,
                imageGradient: inputGradient + image * window.images.imageSize)
            }
          }
        }
      }
      if let weightGradient {
        columnSums(partial, rows: parts, columns: size, into: weightGradient)
      }
    }
  }

  private func addWeightGradient(
    image: UnsafePointer<Float>, gradient: UnsafePointer<Float>,
    to sum: UnsafeMutablePointer<Float>
  ) {
    forEachStrip(of: image, 0..<window.output.height) { patches, first, group in
      multiply(
        patches.transposed, results(gradient, from: first, count: patches.rows, of: group),
        into: sum + group * groupFilters, stride: filters, accumulating: true)
    }
  }

  private func backwardImage(
    gradient: UnsafePointer<Float>, weight: UnsafePointer<Float>,
    imageGradient target: UnsafeMutablePointer<Float>
  ) {
    if isPointwise {
      for group in 0..<groups {
        multiply(
          results(gradient, from: 0, count: window.positions, of: group),
          matrix(weight, of: group).transposed, into: target + group * groupChannels,
          stride: window.images.channels)
      }
      return
    }
    target.initialize(repeating: 0, count: window.images.imageSize)
    withScratch(stripRows * window.output.width * patchSize) { patches in
      forEachStrip(0..<window.output.height) { rows, first, group in
        multiply(
          results(gradient, from: first, count: rows.count * window.output.width, of: group),
          matrix(weight, of: group).transposed, into: patches)
        fold(patches, rows: rows, group: group, into: target)
      }
    }
  }

  /// Calls `body` with the rows of each strip of some rows, their first position, and each group.
  private func forEachStrip(_ rows: Range<Int>, _ body: (Range<Int>, Int, Int) -> Void) {
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: stripRows) {
      let rows = first..<min(rows.upperBound, first + stripRows)
      for group in 0..<groups { body(rows, first * window.output.width, group) }
    }
  }

  /// Calls `body` with the patches of each strip of some rows and of each group, one a row, the first
  /// output position and the group.
  private func forEachStrip(
    of image: UnsafePointer<Float>, _ rows: Range<Int>, _ body: (Matrix, Int, Int) -> Void
  ) {
    if isPointwise {
      let first = rows.lowerBound * window.output.width
      for group in 0..<groups {
        let pixels = Matrix(
          image + first * window.images.channels + group * groupChannels,
          rows.count * window.output.width, patchSize, stride: window.images.channels)
        body(pixels, first, group)
      }
      return
    }
    if let shifts = ShiftedRows(window) {
      return shifts.forEachRow(of: image, rows) { body($0, $1, 0) }
    }
    withScratch(min(stripRows, rows.count) * window.output.width * patchSize) { patches in
      forEachStrip(rows) { rows, first, group in
        unfold(image, rows: rows, group: group, into: patches)
        body(Matrix(patches, rows.count * window.output.width, patchSize), first, group)
      }
    }
  }

  /// Lays out the patch under each output position of `rows` as one row of a matrix (im2col).
  private func unfold(
    _ image: UnsafePointer<Float>, rows: Range<Int>, group: Int,
    into patches: UnsafeMutablePointer<Float>
  ) {
    var patch = patches
    for y in rows {
      let kernelRows = window.kernelRows(at: y)
      for x in 0..<window.output.width {
        let columns = window.kernelColumns(at: x)
        let isWhole =
          kernelRows.count == window.kernel.height && columns.count == window.kernel.width
        if !isWhole { patch.initialize(repeating: 0, count: patchSize) }
        forEachRun(at: (y, x), kernelRows, columns, group) { pixel, place, count in
          copy(image + pixel, to: patch + place, count: count)
        }
        patch += patchSize
      }
    }
  }

  /// Adds each row of a matrix of patches back to where `unfold` took it from (col2im).
  private func fold(
    _ patches: UnsafePointer<Float>, rows: Range<Int>, group: Int,
    into image: UnsafeMutablePointer<Float>
  ) {
    var patch = patches
    for y in rows {
      let kernelRows = window.kernelRows(at: y)
      for x in 0..<window.output.width {
        let columns = window.kernelColumns(at: x)
        forEachRun(at: (y, x), kernelRows, columns, group) { pixel, place, count in
          let (source, target) = (patch + place, image + pixel)
          for i in 0..<count { target[i] += source[i] }
        }
        patch += patchSize
      }
    }
  }

  /// Calls `body` with each run of scalars that lie side by side in a group's part of the image and of
  /// a patch: where it begins in both, and its length.
  @inline(__always)
  private func forEachRun(
    at position: (y: Int, x: Int), _ kernelRows: Range<Int>, _ columns: Range<Int>, _ group: Int,
    _ body: (Int, Int, Int) -> Void
  ) {
    let channels = groupChannels
    let rowSize = window.kernel.width * channels
    let top = position.y * window.strides.height - window.padding.height
    let left = position.x * window.strides.width - window.padding.width
    let isWholeRow = groups == 1 && window.dilation.width == 1
    for k in kernelRows {
      let line = (top + k * window.dilation.height) * window.images.width
      if isWholeRow {
        body(
          (line + left + columns.lowerBound) * channels,
          k * rowSize + columns.lowerBound * channels, columns.count * channels)
      } else {
        for j in columns {
          let pixel = line + left + j * window.dilation.width
          body(
            pixel * window.images.channels + group * channels, k * rowSize + j * channels, channels)
        }
      }
    }
  }
}

/// Copies a short run; a loop beats a call to `memcpy` for the few scalars of a kernel row.
@inline(__always)
private func copy(
  _ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, count: Int
) {
  if count >= 32 {
    target.update(from: source, count: count)
  } else {
    for i in 0..<count { target[i] = source[i] }
  }
}
