/// The parts of red, green and blue in gray: the luma of ITU-R BT.601.
private let luma = (red: Float(0.299), green: Float(0.587), blue: Float(0.114))

extension PlanarImage {
  /// Multiplies all values by `factor`; what is then above 1 is 1.
  func adjustBrightness(_ factor: Float) {
    for i in 0..<layout.count { scalars[i] = unit(scalars[i] * factor) }
  }

  /// Moves all values away from the mean of the image's gray, by `factor`, or toward it if it is
  /// below 1.
  func adjustContrast(_ factor: Float) {
    let rest = (1 - factor) * meanGray
    for i in 0..<layout.count { scalars[i] = unit(scalars[i] * factor + rest) }
  }

  /// Moves the colors of each pixel away from its gray, by `factor`, or toward it if it is below 1.
  ///
  /// Nothing happens to an image without colors.
  func adjustSaturation(_ factor: Float) {
    guard layout.channels == 3 else { return }
    let (red, green, blue) = (plane(0), plane(1), plane(2))
    for i in 0..<size {
      let (r, g, b) = (red[i], green[i], blue[i])
      let rest = (1 - factor) * (luma.red * r + luma.green * g + luma.blue * b)
      red[i] = unit(r * factor + rest)
      green[i] = unit(g * factor + rest)
      blue[i] = unit(b * factor + rest)
    }
  }

  /// Gives all three channels the pixel's gray.
  ///
  /// Nothing happens to an image without colors.
  func makeGray() {
    guard layout.channels == 3 else { return }
    let (red, green, blue) = (plane(0), plane(1), plane(2))
    for i in 0..<size {
      let gray = luma.red * red[i] + luma.green * green[i] + luma.blue * blue[i]
      red[i] = gray
      green[i] = gray
      blue[i] = gray
    }
  }

  private var meanGray: Float {
    guard layout.channels == 3 else {
      let sum = (0..<layout.channels).reduce(Float(0)) { $0 + mean(ofChannel: $1) }
      return sum / Float(max(1, layout.channels))
    }
    return luma.red * mean(ofChannel: 0) + luma.green * mean(ofChannel: 1)
      + luma.blue * mean(ofChannel: 2)
  }

  @inline(__always)
  private func unit(_ value: Float) -> Float {
    let low: Float = value > 0 ? value : 0
    return low < 1 ? low : 1
  }
}
