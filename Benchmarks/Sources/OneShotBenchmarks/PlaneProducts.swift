import OneShot

/// The matrix products of a convolution's planes, as many as are done one after another: for a chunk of
/// tiles each plane's tiles × channels times channels × filters.
struct PlaneProducts: Hashable {
  let planes: Int
  let rows: Int
  let depth: Int
  let columns: Int

  /// Those of a forward pass on several images; nil if the convolution has no planes.
  init?(_ convolution: PlannedConvolution) {
    guard convolution.planes > 0 else { return nil }
    planes = convolution.planesOfChunk
    rows = convolution.chunkTiles
    depth = convolution.channels
    columns = convolution.filters
  }

  init(planes: Int, rows: Int, depth: Int, columns: Int) {
    (self.planes, self.rows, self.depth, self.columns) = (planes, rows, depth, columns)
  }

  var multiplyAdds: Double { Double(planes * rows) * Double(depth * columns) }
}

extension PlannedConvolution {
  /// Tiles of a chunk, as `WinogradConvolution` and `BilinearConvolution` cut them.
  fileprivate var chunkTiles: Int {
    let (rows, columns) = tiles
    guard case .toomCook = algorithm else {
      let line = planesOfChunk * columns * max(filters, channels)
      return min(images[0] * rows, max(1, (1 << 18) / line)) * columns
    }
    let limit = max(32, (1 << 17) / (planes * (channels + filters)))
    let imageCount = limit / (rows * columns)
    if imageCount > 1 { return min(images[0], imageCount) * rows * columns }
    return min(rows, max(1, limit / columns)) * columns
  }
}

extension MeasuredNetwork {
  /// The planes' products of all convolutions in a step, and how many multiply-adds of the step are such.
  func planeProducts() throws -> [(products: PlaneProducts, multiplyAdds: Double)] {
    let (layers, input) = try layers()
    var found: [(products: PlaneProducts, multiplyAdds: Double)] = []
    for convolution in try convolutions(
      in: layers, on: input, count: workload.defaultBatch
    ).convolutions {
      guard let products = PlaneProducts(convolution) else { continue }
      if let index = found.firstIndex(where: { $0.products == products }) {
        found[index].multiplyAdds += convolution.planeMultiplyAdds
      } else {
        found.append((products, convolution.planeMultiplyAdds))
      }
    }
    return found
  }
}

/// The convolutions among built layers, and the shape of one output.
private func convolutions(
  in layers: [any Layer], on input: Shape, count: Int
) throws -> (convolutions: [PlannedConvolution], output: Shape) {
  var random = SeededGenerator(seed: 1)
  var found: [PlannedConvolution] = []
  var shape = input
  for var layer in flattened(layers) {
    switch layer {
    case let layer as Conv2D: found.append(PlannedConvolution(layer, on: shape.prepending(count)))
    case let layer as Residual:
      for branch in [layer.layers, layer.shortcut].compactMap(\.self) {
        found += try convolutions(in: branch.layers, on: shape, count: count).convolutions
      }
    default: break
    }
    shape = try layer.build(for: shape, using: &random)
  }
  return (found, shape)
}
