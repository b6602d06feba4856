import Kernels
import OneShot

/// A convolution of a batch of images, and the algorithm that its plan chose.
struct PlannedConvolution {
  let images: Shape
  let kernel: Int
  let filters: Int
  let groups: Int
  let output: (height: Int, width: Int)
  let algorithm: ConvolutionAlgorithm

  /// A layer on images `[count, height, width, channels]`.
  init(_ layer: Conv2D, on images: Shape) {
    let window = layer.window
    guard let output = window.outputSize(height: images[1], width: images[2]) else {
      preconditionFailure("a \(window.kernel) window does not fit images \(images)")
    }
    self.images = images
    kernel = window.kernel.height
    filters = layer.filters
    groups = layer.groups
    self.output = output
    algorithm =
      ConvolutionPlan(
        window: Window(
          images: ImageBatch(
            count: images[0], height: images[1], width: images[2], channels: images[3]),
          kernel: Extent(window.kernel), strides: Extent(window.strides),
          padding: Extent((0, 0)), output: Extent(output), dilation: Extent(window.dilation)),
        filters: filters, groups: groups
      ).algorithm
    taps = window.kernel.height * window.kernel.width
  }

  private let taps: Int
  var channels: Int { images[3] }

  /// The size of its tiles; nil if it has none.
  var tile: Int? {
    switch algorithm {
    case .toomCook(let tile), .bilinear(let tile): tile
    case .unfolded, .depthwise: nil
    }
  }

  /// Tiles of an image along the height and the width.
  var tiles: (rows: Int, columns: Int) {
    guard let outputs = tile.map({ $0 - kernel + 1 }) else { return (0, 0) }
    return (
      (output.height + outputs - 1) / outputs, (output.width + outputs - 1) / outputs
    )
  }

  /// Matrix products of tiles × channels × filters; 0 if it has no tiles.
  var planes: Int {
    switch algorithm {
    case .toomCook(let tile): tile * tile
    case .bilinear(let tile): BilinearForm.fourier(taps: kernel, inputs: tile).planes
    case .unfolded, .depthwise: 0
    }
  }

  /// Planes that are multiplied with a chunk of tiles before the next chunk: all, or those of a row of
  /// the Fourier transform.
  var planesOfChunk: Int {
    if case .bilinear(let tile) = algorithm { return 3 * tile }
    return planes
  }

  /// Multiply-adds of all planes.
  var planeMultiplyAdds: Double {
    Double(planes * images[0] * tiles.rows * tiles.columns) * Double(channels * filters)
  }

  /// Multiply-adds of a forward pass: of the patches and the filters, or of the planes and, where they
  /// are products too, of the transformations.
  var multiplyAdds: Double {
    switch algorithm {
    case .unfolded, .depthwise:
      Double(images[0] * output.height * output.width) * Double(taps * channels / groups * filters)
    case .toomCook: planeMultiplyAdds
    case .bilinear(let tile): planeMultiplyAdds + fourierMultiplyAdds(tile)
    }
  }

  /// Those of the Fourier transforms of images, results and filters, first of rows, then of columns.
  private func fourierMultiplyAdds(_ tile: Int) -> Double {
    let outputs = tile - kernel + 1
    let lines = images[0] * tiles.rows
    let realRows = tile.isMultiple(of: 2) ? 2 : 1
    // Pairs of a plane and one of the rows that it is made of.
    let pairs = planes + (tile - realRows) / 2 * 3 * tile
    let rows =
      tile * lines
      * (tile * images[2] * channels + outputs * outputs * tiles.columns * filters)
    let columns = pairs * lines * tiles.columns * (tile * channels + outputs * filters)
    let filterTransforms = (tile * kernel + pairs) * kernel * channels * filters
    return Double(rows + columns + filterTransforms)
  }

  /// What a forward pass must do at least.
  var forwardWork: Work {
    Work(multiplyAdds: multiplyAdds, scalars: Double(inputs + outputs + weights))
  }

  /// What a backward pass must do at least.
  ///
  /// - Parameter hasInputGradient: Whether the images get a gradient.
  func backwardWork(hasInputGradient: Bool) -> Work {
    Work(
      multiplyAdds: (hasInputGradient ? 2 : 1) * multiplyAdds,
      scalars: Double(outputs + inputs + weights + (hasInputGradient ? inputs : 0) + weights))
  }

  private var inputs: Int { images.count }
  private var outputs: Int { images[0] * output.height * output.width * filters }
  private var weights: Int { taps * channels / groups * filters }
}

extension Extent {
  fileprivate init(_ size: (height: Int, width: Int)) {
    self.init(height: size.height, width: size.width)
  }
}
