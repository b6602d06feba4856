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
  /// How much longer a multiply-add takes in loops of our own, eight lanes at a time.
  private static let lanesProduct = 8.0
  /// The largest tile considered.
  private static let largestTile = 64

  package init(window: Window, filters: Int, groups: Int = 1) {
    if groups > 1 && groups == window.images.channels {
      self.init(costs: [(.depthwise, Self.depthwiseCost(window, filters))])
    } else {
      self.init(costs: Self.costs(window, filters, groups))
    }
  }

  private init(costs: [(ConvolutionAlgorithm, Double)]) {
    self.costs = costs.map { (algorithm: $0.0, cost: $0.1) }
    algorithm = costs.min { $0.1 < $1.1 }!.0
  }

  private static func costs(
    _ window: Window, _ filters: Int, _ groups: Int
  ) -> [(ConvolutionAlgorithm, Double)] {
    var costs = [(ConvolutionAlgorithm.unfolded, unfoldedCost(window, filters / groups))]
    let suits =
      groups == 1
      && window.strides == Extent(height: 1, width: 1)
      && window.dilation == Extent(height: 1, width: 1)
      && window.kernel.height == window.kernel.width && window.kernel.height > 1
      && window.images.channels >= 8
    let size = max(window.output.height, window.output.width) + window.kernel.height - 1
    if suits {
      var candidates =
        (window.kernel.height
        + 1...max(
          window.kernel.height + 1, min(largestTile, size))).map(ConvolutionAlgorithm.bilinear)
      // Toom and Cook's points for larger kernels or other tiles are not precise enough.
      if window.kernel.height == 3 { candidates += [.toomCook(tile: 4), .toomCook(tile: 6)] }
      for candidate in candidates {
        guard let size = candidate.size else { continue }
        var cost = bilinearCost(window, filters, size)
        if case .toomCook = candidate { cost = winogradCost(window, filters, size) }
        costs.append((candidate, cost))
      }
    }
    return costs
  }

  /// The images are read and the results written once, after a multiply-add for each tap.
  private static func depthwiseCost(_ window: Window, _ filters: Int) -> Double {
    let results = window.positions * filters
    let taps = window.kernel.height * window.kernel.width
    let scalars = Double(window.images.imageSize + results)
    return Double(window.images.count)
      * (scalars * memory + Double(results * taps) * lanesProduct)
  }

  /// One product, and the patches written and read once, in cache; `filters` of each group.
  private static func unfoldedCost(_ window: Window, _ filters: Int) -> Double {
    let patches = Double(window.images.count * window.positions * window.patchSize)
    return patches * (Double(filters) + memory / 4)
  }

  /// The planes' products, each tile's two transformations and the filters', and what is transformed
  /// written and read once, in cache.
  private static func winogradCost(
    _ window: Window, _ filters: Int, _ size: BilinearSize
  ) -> Double {
    let outputs = size.tile - window.kernel.height + 1
    let tileRows = (window.output.height + outputs - 1) / outputs
    let tileColumns = (window.output.width + outputs - 1) / outputs
    let tiles = Double(window.images.count * tileRows * tileColumns)
    let (channels, filters) = (Double(window.images.channels), Double(filters))
    let (t, m) = (Double(size.tile), Double(outputs))
    let planes = Double(size.planes)
    let taps = Double(window.kernel.height * window.kernel.width)
    let products = planes * (tiles + taps) * channels * filters
    let transforms = tiles * (2 * t * t * t * channels + m * t * (t + m) * filters)
    return products + transforms + planes * tiles * (channels + filters) * memory / 4
  }

  private static func bilinearCost(
    _ window: Window, _ filters: Int, _ size: BilinearSize
  ) -> Double {
    let outputs = size.tile - window.kernel.height + 1
    let tileRows = (window.output.height + outputs - 1) / outputs
    let tileColumns = (window.output.width + outputs - 1) / outputs
    let lines = Double(window.images.count * tileRows)
    let tiles = lines * Double(tileColumns)
    let (channels, filters) = (Double(window.images.channels), Double(filters))
    let (t, m, k) = (Double(size.tile), Double(outputs), Double(window.kernel.height))
    let (rows, planes) = (Double(size.rows), Double(size.planes))
    let inputRows = rows * lines * Double(window.images.width) * channels
    let outputRows = rows * tiles * m * filters
    let filterPlanes = planes * channels * filters
    let rowProducts = inputRows * t + outputRows * m
    let columnProducts =
      Double(size.columnEntries) * tiles * (channels * t + filters * m) * smallProduct
    let filterProducts = Double(size.columnEntries) * channels * filters * k
    let planeProducts = planes * tiles * channels * filters * (tiles < 64 ? smallProduct : 1)
    let scalarsMoved = 2 * (inputRows + outputRows + filterPlanes) + planes * tiles * channels
    return rowProducts + columnProducts + filterProducts + planeProducts + scalarsMoved * memory
  }
}

/// How large a bilinear form is, known without making it.
struct BilinearSize {
  /// The inputs of a tile along each side.
  let tile: Int
  /// The transformed rows.
  let rows: Int
  /// The planes.
  let planes: Int
  /// How many pairs of a plane and a row that contributes to it there are.
  let columnEntries: Int

  static func fourier(_ tile: Int) -> BilinearSize {
    let realRows = tile.isMultiple(of: 2) ? 2 : 1
    let realRank = tile.isMultiple(of: 2) ? 3 * tile / 2 - 1 : (3 * tile - 1) / 2
    let complexRows = (tile - realRows) / 2
    return BilinearSize(
      tile: tile, rows: tile, planes: realRows * realRank + complexRows * 3 * tile,
      columnEntries: realRows * realRank + complexRows * 6 * tile)
  }

  static func toomCook(_ tile: Int) -> BilinearSize {
    BilinearSize(tile: tile, rows: tile, planes: tile * tile, columnEntries: tile * tile)
  }
}
