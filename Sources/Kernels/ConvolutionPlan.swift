/// Which algorithm suits a convolution, by counting the arithmetic and the bytes of each candidate.
///
/// From the shapes alone, so that the same network gives the same result everywhere.
package struct ConvolutionPlan: Sendable {
  package let algorithm: ConvolutionAlgorithm
  /// What each candidate was thought to cost, in multiply-adds of a large matrix product.
  package let costs: [(algorithm: ConvolutionAlgorithm, cost: Double)]

  /// Multiply-adds in the time it takes to move one scalar to or from memory.
  private static let memory = 16.0
  /// How much longer a multiply-add takes in products too small for the cache blocking of BLAS.
  private static let smallProduct = 2.5
  /// The largest tile considered.
  private static let largestTile = 64

  package init(window: Window, filters: Int) {
    let unfolded = Self.unfoldedCost(window, filters)
    var costs = [(ConvolutionAlgorithm.unfolded, unfolded)]
    let suits =
      window.strideHeight == 1 && window.strideWidth == 1
      && window.kernelHeight == window.kernelWidth && window.kernelHeight > 1
      && window.channels >= 8
    let size = max(window.outputHeight, window.outputWidth) + window.kernelHeight - 1
    if suits {
      var candidates =
        (window.kernelHeight
        + 1...max(
          window.kernelHeight + 1, min(Self.largestTile, size))).map(ConvolutionAlgorithm.bilinear)
      // Toom and Cook's points for larger kernels or other tiles are not precise enough.
      if window.kernelHeight == 3 { candidates += [.toomCook(tile: 4), .toomCook(tile: 6)] }
      for candidate in candidates {
        guard let form = candidate.shape(taps: window.kernelHeight) else { continue }
        costs.append((candidate, Self.bilinearCost(window, filters, form)))
      }
    }
    self.costs = costs.map { (algorithm: $0.0, cost: $0.1) }
    algorithm = costs.min { $0.1 < $1.1 }!.0
  }

  /// One product, and the patches written and read once, in cache.
  private static func unfoldedCost(_ window: Window, _ filters: Int) -> Double {
    let patches = Double(window.images * window.positions * window.patchSize)
    return patches * (Double(filters) + memory / 4)
  }

  private static func bilinearCost(
    _ window: Window, _ filters: Int, _ form: (tile: Int, rank: Int)
  ) -> Double {
    let taps = window.kernelHeight
    let outputs = form.tile - taps + 1
    let rank = Double(form.rank)
    let tileRows = (window.outputHeight + outputs - 1) / outputs
    let tileColumns = (window.outputWidth + outputs - 1) / outputs
    let lines = Double(window.images * tileRows)
    let tiles = lines * Double(tileColumns)
    let (channels, filters) = (Double(window.channels), Double(filters))
    let (t, m, k) = (Double(form.tile), Double(outputs), Double(taps))
    let inputRows = rank * lines * Double(window.width) * channels
    let outputRows = rank * tiles * m * filters
    let planes = rank * rank * tiles
    let filterPlanes = rank * rank * channels * filters
    let rowProducts = inputRows * t + outputRows * m
    let columnProducts = planes * (channels * t + filters * m) * smallProduct
    let filterProducts = filterPlanes * k
    let planeProducts = planes * channels * filters * (tiles < 64 ? smallProduct : 1)
    let scalarsMoved = 2 * (inputRows + outputRows + filterPlanes) + planes * channels
    return rowProducts + columnProducts + filterProducts + planeProducts + scalarsMoved * memory
  }
}
