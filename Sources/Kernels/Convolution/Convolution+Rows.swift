import CKernels

extension Convolution {
  var unfolded: UnfoldedConvolution {
    UnfoldedConvolution(window: window, filters: filters, groups: groups)
  }

  var depthwise: DepthwiseConvolution {
    DepthwiseConvolution(window: window, multiplier: filters / groups)
  }

  /// Whether any rows of an output can be computed by themselves.
  var isRowwise: Bool {
    (algorithm == .depthwise || algorithm == .unfolded) && Ending(epilogue) != nil
  }

  /// Whether it can be a part of a ``ConvolutionChain``.
  package var isChainable: Bool {
    isRowwise && (algorithm == .unfolded || filters == window.images.channels)
  }

  /// Some rows of the result of one image, if the algorithm is `unfolded` or `depthwise`.
  func forward(
    image: UnsafePointer<Float>, weight: UnsafePointer<Float>, ending: Ending?, rows: Range<Int>,
    result: UnsafeMutablePointer<Float>
  ) {
    if algorithm == .depthwise {
      depthwise.forward(image: image, weight: weight, ending: ending, rows: rows, result: result)
    } else {
      unfolded.forward(image: image, weight: weight, ending: ending, rows: rows, result: result)
    }
  }

  /// The output of all images, shared between the threads in pieces of some rows.
  func forwardRows(
    _ input: UnsafePointer<Float>, _ weight: UnsafePointer<Float>, _ scale: UnsafePointer<Float>?,
    _ bias: UnsafePointer<Float>?, into output: UnsafeMutablePointer<Float>
  ) {
    let ending = Ending(epilogue, scale: scale, bias: bias)
    let height = window.output.height
    let size = algorithm == .depthwise ? depthwise.rowsOfPiece : unfolded.rowsOfPiece
    let pieces = (height + size - 1) / size
    Threads.forEach(window.images.count * pieces) { index in
      let (image, piece) = index.quotientAndRemainder(dividingBy: pieces)
      forward(
        image: input + image * window.images.imageSize, weight: weight, ending: ending,
        rows: piece * size..<min(height, (piece + 1) * size),
        result: output + image * window.positions * filters)
    }
  }
}
