/// A convolution with stride 1 in Toom and Cook's form, whose tiles are so small that one is transformed
/// in registers: Winograd's algorithm (Lavin and Gray, "Fast algorithms for convolutional neural
/// networks", 2016).
///
/// A chunk of tiles goes all the way while it is in cache: transformed, plane by plane multiplied with
/// the filters, and transformed back. So threads meet once.
struct WinogradConvolution: Sendable {
  let window: Window
  let filters: Int
  let form: BilinearForm
  /// Tiles along the height and the width.
  let tileRows: Int
  let tileColumns: Int

  init(window: Window, filters: Int, form: BilinearForm) {
    self.window = window
    self.filters = filters
    self.form = form
    tileRows = (window.output.height + form.outputs - 1) / form.outputs
    tileColumns = (window.output.width + form.outputs - 1) / form.outputs
  }

  /// Tiles of an image.
  var imageTiles: Int { tileRows * tileColumns }
  /// Scalars between two planes of so many tiles.
  func planeStride(_ tiles: Int, _ channels: Int) -> Int { padded(tiles * channels) }
  /// Scalars between two planes of the transformed filters, each in panels.
  var filterPlaneStride: Int {
    padded(window.images.channels * Matrix.wholePanels(filters))
  }
  /// Scalars of the transformed filters.
  var filterPlaneCount: Int { form.planes * filterPlaneStride }

  /// Tiles that are worked on at a time: so few that what becomes of them stays in the second cache, but
  /// enough to read the filters for.
  private var chunkTiles: Int {
    max(32, (1 << 17) / (form.planes * (window.images.channels + filters)))
  }

  /// The convolution of the result's gradient that gives the input's.
  var mirrored: WinogradConvolution {
    var mirror = window
    mirror.images = ImageBatch(
      count: window.images.count, height: window.output.height, width: window.output.width,
      channels: filters)
    mirror.output = Extent(height: window.images.height, width: window.images.width)
    mirror.padding = Extent(
      height: window.kernel.height - 1 - window.padding.height,
      width: window.kernel.width - 1 - window.padding.width)
    return WinogradConvolution(window: mirror, filters: window.images.channels, form: form)
  }

  /// The results.
  ///
  /// - Parameter withResult: Calls its second argument with room for the result of an image.
  func forward(
    input: UnsafePointer<Float>, filterPlanes: UnsafePointer<Float>,
    withResult: @escaping (Int, (UnsafeMutablePointer<Float>) -> Void) -> Void
  ) {
    let pass = ForwardPass(convolution: self, input: input, filterPlanes: filterPlanes)
    let count = window.images.count
    let size = max(1, chunkTiles / max(imageTiles, 1))
    let parts = linesOfImage
    if size > 1 || parts.count == 1 {
      Threads.forEach((count + size - 1) / size) { job in
        pass.run(images: job * size..<min(count, (job + 1) * size), withResult)
      }
    } else if count >= Self.manyImages {
      Threads.forEach(count) { image in
        withResult(image) { result in
          for part in parts { pass.run(image, lines: part, result: result) }
        }
      }
    } else {
      for image in 0..<count {
        withResult(image) { result in
          Threads.forEach(parts.count) { pass.run(image, lines: parts[$0], result: result) }
        }
      }
    }
  }

  /// So many large images are shared between the threads as wholes, fewer in parts.
  private static let manyImages = 8

  /// The rows of tiles of an image, a chunk at a time.
  private var linesOfImage: [Range<Int>] {
    let size = max(1, chunkTiles / max(tileColumns, 1))
    return stride(from: 0, to: tileRows, by: size).map { $0..<min(tileRows, $0 + size) }
  }
}

/// What all chunks of a forward pass share.
private struct ForwardPass {
  let convolution: WinogradConvolution
  let input: UnsafePointer<Float>
  let filterPlanes: UnsafePointer<Float>
  private let inputTransforms: TileTransforms
  private let outputTransforms: TileTransforms

  init(
    convolution: WinogradConvolution, input: UnsafePointer<Float>,
    filterPlanes: UnsafePointer<Float>
  ) {
    self.convolution = convolution
    self.input = input
    self.filterPlanes = filterPlanes
    let form = convolution.form
    inputTransforms = TileTransforms(form.rows.input, rows: form.inputs, columns: form.inputs)
    outputTransforms = TileTransforms(form.rows.output, rows: form.outputs, columns: form.inputs)
  }

  /// Several small images at once.
  func run(
    images: Range<Int>, _ withResult: (Int, (UnsafeMutablePointer<Float>) -> Void) -> Void
  ) {
    let tiles = convolution.imageTiles
    let lines = 0..<convolution.tileRows
    withPlanes(count: images.count * tiles) { planes, products in
      for (place, image) in images.enumerated() {
        transform(image, lines, into: planes.advanced(by: place * tiles))
      }
      multiply(planes, into: products)
      for (place, image) in images.enumerated() {
        withResult(image) { restore(products.advanced(by: place * tiles), lines, into: $0) }
      }
    }
  }

  /// Rows of tiles of a large image.
  func run(_ image: Int, lines: Range<Int>, result: UnsafeMutablePointer<Float>) {
    withPlanes(count: lines.count * convolution.tileColumns) { planes, products in
      transform(image, lines, into: planes)
      multiply(planes, into: products)
      restore(products, lines, into: result)
    }
  }

  /// Planes of `count` tiles, from the first on.
  private struct Planes {
    let pointer: UnsafeMutablePointer<Float>
    let stride: Int
    let channels: Int
    let count: Int

    func advanced(by tiles: Int) -> Planes {
      Planes(
        pointer: pointer + tiles * channels, stride: stride, channels: channels,
        count: count - tiles)
    }
  }

  private func withPlanes(count: Int, _ body: (Planes, Planes) -> Void) {
    let (channels, filters) = (convolution.window.images.channels, convolution.filters)
    let planes = convolution.form.planes
    let productStride = convolution.planeStride(count, filters)
    let stride = convolution.planeStride(count, channels)
    withScratch(planes * productStride) { products in
      withScratch(planes * stride) { inputs in
        body(
          Planes(pointer: inputs, stride: stride, channels: channels, count: count),
          Planes(pointer: products, stride: productStride, channels: filters, count: count))
      }
    }
  }

  private func transform(_ image: Int, _ lines: Range<Int>, into planes: Planes) {
    let window = convolution.window
    let source = input + image * window.images.imageSize
    convolution.forEachTile(of: lines) { place, row, column in
      inputTransforms.gather(
        source, of: window.images,
        at: (row - window.padding.height, column - window.padding.width),
        into: planes.pointer + place * planes.channels, stride: planes.stride)
    }
  }

  private func multiply(_ planes: Planes, into products: Planes) {
    let (channels, filters) = (planes.channels, products.channels)
    for plane in 0..<convolution.form.planes {
      ProductKernel.best.multiply(
        Matrix(planes.pointer + plane * planes.stride, planes.count, channels),
        Matrix(
          panels: filterPlanes + plane * convolution.filterPlaneStride, channels, filters),
        into: products.pointer + plane * products.stride, stride: filters)
    }
  }

  private func restore(
    _ products: Planes, _ lines: Range<Int>, into result: UnsafeMutablePointer<Float>
  ) {
    let window = convolution.window
    let size = ImageBatch(
      count: 1, height: window.output.height, width: window.output.width,
      channels: convolution.filters)
    convolution.forEachTile(of: lines) { place, row, column in
      outputTransforms.scatter(
        products.pointer + place * products.channels, stride: products.stride, into: result,
        of: size, at: (row, column))
    }
  }
}

extension WinogradConvolution {
  /// Calls `body` with each tile's place among those of the given rows of tiles, and with the position of
  /// its first output.
  @inline(__always)
  func forEachTile(of lines: Range<Int>, _ body: (Int, Int, Int) -> Void) {
    var place = 0
    for line in lines {
      for column in 0..<tileColumns {
        body(place, line * form.outputs, column * form.outputs)
        place += 1
      }
    }
  }
}
