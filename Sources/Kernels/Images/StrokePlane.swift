/// One image of light strokes on 0, in a plane with a margin of zeros, and scratch of the same form.
struct StrokePlane {
  /// The first pixel of the image.
  let pixels: UnsafeMutablePointer<Float>
  /// The first pixel of another plane, whose margin is 0.
  private let scratch: UnsafeMutablePointer<Float>
  private let height: Int
  private let width: Int
  /// From one row to the next, in both planes.
  private let stride: Int

  init(
    pixels: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>, height: Int,
    width: Int, stride: Int
  ) {
    self.pixels = pixels
    self.scratch = scratch
    self.height = height
    self.width = width
    self.stride = stride
  }

  /// The image with the edges of its strokes moved outwards by `distance` pixels, or inwards where it
  /// is negative.
  ///
  /// Gray-level dilation or erosion (Serra, "Image analysis and mathematical morphology", 1982),
  /// pixel by pixel, in turns by a cross and by a square so that the brush is an octagon. Of the last
  /// pixel a part is mixed in: the edge of a stroke is as gray as it is covered.
  func thickened(by distance: Float) -> StrokePlane {
    var plane = self
    var rest = abs(distance)
    var isSquare = false
    while rest > 0 {
      plane = plane.stepped(part: min(1, rest), isSquare: isSquare, outwards: distance > 0)
      rest -= 1
      isSquare.toggle()
    }
    return plane
  }

  /// The planes with their parts exchanged, after one step.
  private func stepped(part: Float, isSquare: Bool, outwards: Bool) -> StrokePlane {
    switch (isSquare, outwards) {
    case (false, true): cross(part) { $0 > $1 ? $0 : $1 }
    case (false, false): cross(part) { $0 < $1 ? $0 : $1 }
    case (true, true): square(part) { $0 > $1 ? $0 : $1 }
    case (true, false): square(part) { $0 < $1 ? $0 : $1 }
    }
    return StrokePlane(
      pixels: scratch, scratch: pixels, height: height, width: width, stride: stride)
  }

  @inline(__always)
  private func cross(_ part: Float, _ choose: (Float, Float) -> Float) {
    for row in 0..<height {
      let (line, target) = (pixels + row * stride, scratch + row * stride)
      let (above, below) = (line - stride, line + stride)
      for column in 0..<width {
        let upright = choose(above[column], below[column])
        let level = choose(line[column - 1], line[column + 1])
        let chosen = choose(line[column], choose(upright, level))
        target[column] = line[column] + part * (chosen - line[column])
      }
    }
  }

  @inline(__always)
  private func square(_ part: Float, _ choose: (Float, Float) -> Float) {
    for row in 0..<height {
      let (line, target) = (pixels + row * stride, scratch + row * stride)
      let (above, below) = (line - stride, line + stride)
      @inline(__always)
      func upright(_ column: Int) -> Float {
        choose(line[column], choose(above[column], below[column]))
      }
      for column in 0..<width {
        let chosen = choose(upright(column), choose(upright(column - 1), upright(column + 1)))
        target[column] = line[column] + part * (chosen - line[column])
      }
    }
  }
}
