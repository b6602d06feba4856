import OneShot

/// A convolution as it is defined, in seven loops and double precision, with its gradients; and the same
/// of magnitudes, which says how large a rounding may be.
struct LoopConvolution {
  let strides: (height: Int, width: Int)
  let dilation: (height: Int, width: Int)
  /// Rows above and columns left of the images.
  let before: (height: Int, width: Int)
  let groups: Int
  let output: Shape

  /// `body` with the offsets of an input's scalar, a weight and an output's scalar, for all products.
  private func forEachProduct(
    _ images: Shape, _ weight: Shape, _ body: (_ x: Int, _ w: Int, _ y: Int) -> Void
  ) {
    let (channels, filters) = (weight[2], weight[3])
    for image in 0..<output[0] {
      for row in 0..<output[1] {
        for column in 0..<output[2] {
          let y = ((image * output[1] + row) * output[2] + column) * filters
          for i in 0..<weight[0] {
            for j in 0..<weight[1] {
              let r = row * strides.height + i * dilation.height - before.height
              let c = column * strides.width + j * dilation.width - before.width
              guard 0..<images[1] ~= r, 0..<images[2] ~= c else { continue }
              let x = ((image * images[1] + r) * images[2] + c) * images[3]
              let w = (i * weight[1] + j) * channels * filters
              for channel in 0..<channels {
                for filter in 0..<filters {
                  let group = filter / (filters / groups)
                  body(x + group * channels + channel, w + channel * filters + filter, y + filter)
                }
              }
            }
          }
        }
      }
    }
  }

  /// The result and, of a gradient of it, the gradients of images and weight.
  func results(_ images: Tensor, _ weight: Tensor, _ gradient: Tensor) -> [Tensor] {
    var result = [Double](repeating: 0, count: output.count)
    var ofImages = [Double](repeating: 0, count: images.count)
    var ofWeight = [Double](repeating: 0, count: weight.count)
    let (x, w) = (images.scalars.map(Double.init), weight.scalars.map(Double.init))
    let g = gradient.scalars.map(Double.init)
    x.withUnsafeBufferPointer { x in
      w.withUnsafeBufferPointer { w in
        g.withUnsafeBufferPointer { g in
          result.withUnsafeMutableBufferPointer { result in
            ofImages.withUnsafeMutableBufferPointer { ofImages in
              ofWeight.withUnsafeMutableBufferPointer { ofWeight in
                forEachProduct(images.shape, weight.shape) { i, j, k in
                  result[k] += x[i] * w[j]
                  ofImages[i] += g[k] * w[j]
                  ofWeight[j] += g[k] * x[i]
                }
              }
            }
          }
        }
      }
    }
    return [
      Tensor(result.map(Float.init), shape: output),
      Tensor(ofImages.map(Float.init), shape: images.shape),
      Tensor(ofWeight.map(Float.init), shape: weight.shape),
    ]
  }
}
