/// Filters of Winograd's algorithm, transformed and back: one product with the matrices of both
/// dimensions at once, G ⊗ G, for all pairs of channels alike.
extension WinogradConvolution {
  /// Writes G W Gᵀ, each plane `[channels, filters]` in panels.
  ///
  /// - Parameter isMirrored: Whether `weight` is that of the convolution that this one is the mirror of:
  ///   turned by half a turn, its channels and filters exchanged.
  func transformFilters(
    _ weight: UnsafePointer<Float>, isMirrored: Bool, into planes: UnsafeMutablePointer<Float>
  ) {
    let taps = form.taps * form.taps
    let size = window.images.channels * Matrix.wholePanels(filters)
    withScratch(taps * size) { panels in
      Threads.forEachRange(taps, grain: max(1, (1 << 14) / size)) {
        for tap in $0 {
          layOutPanels(
            weight + (isMirrored ? taps - 1 - tap : tap) * window.images.channels * filters,
            window.images.channels, filters, isTransposed: isMirrored, into: panels + tap * size)
        }
      }
      product.withPointer { g in
        Threads.forEachRange(size, grain: 1 << 10) { part in
          multiply(
            Matrix(g, form.planes, taps),
            Matrix(panels + part.lowerBound, taps, part.count, stride: size),
            into: planes + part.lowerBound, stride: filterPlaneStride)
        }
      }
    }
  }

  /// Gᵀ Ŵ G, summed over groups of planes `[channels, filters]` that are `stride` scalars apart.
  func restoreFilters(
    _ planes: UnsafePointer<Float>, groups: Int, stride: Int,
    into weight: UnsafeMutablePointer<Float>
  ) {
    let taps = form.taps * form.taps
    let size = window.images.channels * filters
    product.withPointer { g in
      Threads.forEachRange(size, grain: 1 << 10) { part in
        for group in 0..<groups {
          let start = group * form.planes * stride + part.lowerBound
          multiply(
            Matrix(g, form.planes, taps).transposed,
            Matrix(planes + start, form.planes, part.count, stride: stride),
            into: weight + part.lowerBound, stride: size, accumulating: group > 0)
        }
      }
    }
  }

  /// G ⊗ G, `[planes, taps · taps]`.
  private var product: [Float] {
    let (g, taps) = (form.rows.filter, form.taps)
    let tiles = 0..<form.inputs
    return tiles.flatMap { r in
      tiles.flatMap { s in
        (0..<taps * taps).map { g[r * taps + $0 / taps] * g[s * taps + $0 % taps] }
      }
    }
  }
}
