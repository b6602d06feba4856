extension PlanarImage {
  /// Turns the hue of each pixel by `shift` of a whole turn, −0.5 to 0.5: by a third, red becomes green.
  ///
  /// The largest of the three channels, M, and the smallest, m, stay as they are. In the hexagon of the
  /// hue, which is HSV's, a channel follows from where the hue stands on the way around: all lengths are
  /// taken times M − m, so that nothing is divided. Nothing happens to an image without colors.
  func shiftHue(_ shift: Float) {
    guard layout.channels == 3 else { return }
    let (red, green, blue) = (plane(0), plane(1), plane(2))
    for i in 0..<size {
      let (r, g, b) = (red[i], green[i], blue[i])
      let high = larger(r, larger(g, b))
      let spread = high - smaller(r, smaller(g, b))
      // The hue from 0 to 6, times the spread: 0 is red, 2 green, 4 blue.
      let ofGreen = b - r + 2 * spread
      let ofBlue = r - g + 4 * spread
      let hue = high == r ? g - b : (high == g ? ofGreen : ofBlue)
      let turned = hue + 6 * shift * spread
      red[i] = channel(turned + 5 * spread, high, spread)
      green[i] = channel(turned + 3 * spread, high, spread)
      blue[i] = channel(turned + spread, high, spread)
    }
  }

  /// A channel of the largest value `high` at a place in the hexagon where all is `high` from 4 to 6 and
  /// the smallest value from 1 to 3, times the spread.
  @inline(__always)
  private func channel(_ place: Float, _ high: Float, _ spread: Float) -> Float {
    let around = 6 * spread
    // Places lie within −4 and 13.
    let above: Float = place < 0 ? place + around : place
    let once: Float = above >= around ? above - around : above
    let inside: Float = once >= around ? once - around : once
    let depth = smaller(inside, 4 * spread - inside)
    return high - larger(0, smaller(spread, depth))
  }
}

@inline(__always)
private func larger(_ a: Float, _ b: Float) -> Float { a > b ? a : b }

@inline(__always)
private func smaller(_ a: Float, _ b: Float) -> Float { a < b ? a : b }
