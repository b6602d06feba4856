/// A convolution by unfolding: the patches under the window become the rows of a matrix (im2col), in
/// strips that stay in cache, which is multiplied with the filters.
struct UnfoldedConvolution: Sendable {
  let window: Window
  let filters: Int

  /// Output rows unfolded at a time: so few that the patches stay in cache and that the product is a
  /// small one, but at least one.
  private var stripRows: Int {
    let row = window.output.width * window.patchSize
    let rows = min((1 << 16) / max(row, 1), smallProduct / max(row * filters, 1))
    return max(1, min(window.output.height, rows))
  }

  /// A 1×1 kernel with stride 1 needs no unfolding: its patches are the pixels.
  private var isPointwise: Bool {
    window.kernel.height == 1 && window.kernel.width == 1 && window.strides.height == 1
      && window.strides.width == 1 && window.padding.height == 0 && window.padding.width == 0
      && window.output.height == window.images.height && window.output.width == window.images.width
  }

  /// Writes the result of one image.
  func forward(
    image: UnsafePointer<Float>, weight: UnsafePointer<Float>, result: UnsafeMutablePointer<Float>
  ) {
    forEachStrip(of: image) { patches, first in
      multiply(
        patches, Matrix(weight, window.patchSize, filters), into: result + first * filters)
    }
  }

  /// The gradients that are wanted: of the images, the results' gradients times the filters, folded
  /// back; of the filters, summed over the images in a fixed number of groups.
  ///
  /// - Parameter withGradient: Calls its second argument with the gradient of an image's result.
  func backward(
    input: UnsafePointer<Float>, weight: UnsafePointer<Float>,
    inputGradient: UnsafeMutablePointer<Float>?, weightGradient: UnsafeMutablePointer<Float>?,
    withGradient: (Int, (UnsafePointer<Float>) -> Void) -> Void
  ) {
    let size = weightGradient == nil ? 0 : window.patchSize * filters
    let groups = max(1, min(window.images.count, 8))
    withScratch(groups * size) { partial in
      Threads.forEach(groups) { group in
        let sum = partial + group * size
        sum.initialize(repeating: 0, count: size)
        for image in window.images.count * group / groups..<window.images.count * (group + 1)
          / groups
        {
          withGradient(image) { gradient in
            if weightGradient != nil {
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
        columnSums(partial, rows: groups, columns: size, into: weightGradient)
      }
    }
  }

  private func addWeightGradient(
    image: UnsafePointer<Float>, gradient: UnsafePointer<Float>,
    to sum: UnsafeMutablePointer<Float>
  ) {
    forEachStrip(of: image) { patches, first in
      multiply(
        patches.transposed, Matrix(gradient + first * filters, patches.rows, filters), into: sum,
        accumulating: true)
    }
  }

  private func backwardImage(
    gradient: UnsafePointer<Float>, weight: UnsafePointer<Float>,
    imageGradient target: UnsafeMutablePointer<Float>
  ) {
    let weight = Matrix(weight, window.patchSize, filters).transposed
    if isPointwise {
      return multiply(Matrix(gradient, window.positions, filters), weight, into: target)
    }
    target.initialize(repeating: 0, count: window.images.imageSize)
    withScratch(stripRows * window.output.width * window.patchSize) { patches in
      for first in stride(from: 0, to: window.output.height, by: stripRows) {
        let rows = first..<min(window.output.height, first + stripRows)
        let count = rows.count * window.output.width
        multiply(
          Matrix(gradient + first * window.output.width * filters, count, filters), weight,
          into: patches)
        fold(patches, rows: rows, into: target)
      }
    }
  }

  /// Calls `body` with the patches of each strip, one a row, and the first output position.
  private func forEachStrip(of image: UnsafePointer<Float>, _ body: (Matrix, Int) -> Void) {
    let size = window.patchSize
    if isPointwise { return body(Matrix(image, window.positions, size), 0) }
    if let shifts = ShiftedRows(window) { return shifts.forEachRow(of: image, body) }
    withScratch(stripRows * window.output.width * size) { patches in
      for first in stride(from: 0, to: window.output.height, by: stripRows) {
        let rows = first..<min(window.output.height, first + stripRows)
        unfold(image, rows: rows, into: patches)
        body(
          Matrix(patches, rows.count * window.output.width, size), first * window.output.width)
      }
    }
  }

  /// Lays out the patch under each output position of `rows` as one row of a matrix (im2col).
  private func unfold(
    _ image: UnsafePointer<Float>, rows: Range<Int>, into patches: UnsafeMutablePointer<Float>
  ) {
    let channels = window.images.channels
    let rowSize = window.kernel.width * channels
    var patch = patches
    for y in rows {
      let kernelRows = window.kernelRows(at: y)
      for x in 0..<window.output.width {
        let columns = window.kernelColumns(at: x)
        let isWhole =
          kernelRows.count == window.kernel.height && columns.count == window.kernel.width
        if !isWhole { patch.initialize(repeating: 0, count: window.patchSize) }
        let left = x * window.strides.width - window.padding.width + columns.lowerBound
        for k in kernelRows {
          let row = y * window.strides.height - window.padding.height + k
          copy(
            image + (row * window.images.width + left) * channels,
            to: patch + k * rowSize + columns.lowerBound * channels,
            count: columns.count * channels)
        }
        patch += window.patchSize
      }
    }
  }

  /// Adds each row of a matrix of patches back to where `unfold` took it from (col2im).
  private func fold(
    _ patches: UnsafePointer<Float>, rows: Range<Int>, into image: UnsafeMutablePointer<Float>
  ) {
    let channels = window.images.channels
    let rowSize = window.kernel.width * channels
    var patch = patches
    for y in rows {
      let kernelRows = window.kernelRows(at: y)
      for x in 0..<window.output.width {
        let columns = window.kernelColumns(at: x)
        let left = x * window.strides.width - window.padding.width + columns.lowerBound
        for k in kernelRows {
          let row = y * window.strides.height - window.padding.height + k
          let source = patch + k * rowSize + columns.lowerBound * channels
          let target = image + (row * window.images.width + left) * channels
          for i in 0..<columns.count * channels { target[i] += source[i] }
        }
        patch += window.patchSize
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
