/// Something that happens to an image once its pixels are in place; values are expected from 0 to 1.
package enum ImageStep: Sendable, Equatable {
  /// Multiplies all values; what is then above 1 is 1.
  case brightness(Float)
  /// Multiplies the distances of all values from the mean of the image's gray.
  case contrast(Float)
  /// Multiplies the distances of a pixel's channels from its gray; of three channels only.
  case saturation(Float)
  /// Turns the hue by a part of a whole turn, −0.5 to 0.5; of three channels only.
  case hue(Float)
  /// Gives three channels the pixel's gray.
  case gray
  /// Blurs by a Gaussian of the given standard deviation in pixels, cut off at three of it.
  case blur(Float)
  /// Covers a rectangle.
  case erasing(ErasedBox)

  /// Takes the step.
  func callAsFunction(_ image: PlanarImage) {
    switch self {
    case .brightness(let factor): image.adjustBrightness(factor)
    case .contrast(let factor): image.adjustContrast(factor)
    case .saturation(let factor): image.adjustSaturation(factor)
    case .hue(let shift): image.shiftHue(shift)
    case .gray: image.makeGray()
    case .blur(let sigma): GaussianFilter(sigma: sigma)(image)
    case .erasing(let box): box.erase(from: image)
    }
  }
}
