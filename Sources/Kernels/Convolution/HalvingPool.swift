import Lanes

/// 2×2 max pooling of an image that remembers which scalar of each window won, so that the image itself
/// need not be kept for the gradient.
struct HalvingPool: Sendable {
  /// The size of the image.
  let height: Int
  let width: Int
  let channels: Int

  /// The four scalars of each window, eight channels at a time.
  ///
  /// - Parameters:
  ///   - bias: Added to the maxima, one for each channel.
  ///   - rectifies: Whether what is negative becomes 0.
  ///   - winners: For each scalar of the output, room for the position in its window that it came from;
  ///     nil if no gradient will be asked for.
  func pool(
    _ result: UnsafePointer<Float>, bias: UnsafePointer<Float>? = nil, rectifies: Bool,
    into output: UnsafeMutablePointer<Float>, winners: UnsafeMutablePointer<UInt8>?
  ) {
    let line = width * channels
    for row in 0..<height / 2 {
      for column in 0..<width / 2 {
        let source = result + (2 * row) * line + 2 * column * channels
        let place = (row * (width / 2) + column) * channels
        var c = 0
        while c < channels {
          let lanes = min(8, channels - c)
          let first = load(source + c, lanes)
          let (second, third) = (load(source + c + channels, lanes), load(source + c + line, lanes))
          let fourth = load(source + c + line + channels, lanes)
          var (best, winner) = (first, SIMD8<Int32>(repeating: 0))
          challenge(&best, &winner, second, 1)
          challenge(&best, &winner, third, 2)
          challenge(&best, &winner, fourth, 3)
          if let bias { best += load(bias + c, lanes) }
          if rectifies {
            let isOff = best .<= 0
            best.replace(with: 0, where: isOff)
            winner.replace(with: SIMD8(repeating: Self.none), where: isOff)
          }
          store(best, output + place + c, lanes)
          if let winners {
            store(SIMD8<UInt8>(truncatingIfNeeded: winner), winners + place + c, lanes)
          }
          c += lanes
        }
      }
    }
  }

  @inline(__always)
  private func challenge(
    _ best: inout SIMD8<Float>, _ winner: inout SIMD8<Int32>, _ candidate: SIMD8<Float>,
    _ position: Int32
  ) {
    let wins = candidate .> best
    best.replace(with: candidate, where: wins)
    winner.replace(with: SIMD8(repeating: position), where: wins)
  }

  @inline(__always)
  private func select(
    _ gradient: UnsafePointer<Float>, _ winner: UnsafePointer<UInt8>, _ position: UInt8,
    into tap: UnsafeMutablePointer<Float>
  ) {
    for c in 0..<channels { tap[c] = winner[c] == position ? gradient[c] : 0 }
  }

  /// Marks an output that ReLU set to 0, through which no gradient flows.
  private static let none: Int32 = 4

  /// Writes each output's gradient to the winner of its window, and 0 elsewhere.
  func unpool(
    _ gradient: UnsafePointer<Float>, winners: UnsafePointer<UInt8>,
    into result: UnsafeMutablePointer<Float>
  ) {
    let line = width * channels
    if !height.isMultiple(of: 2) {
      (result + (height - 1) * line).initialize(repeating: 0, count: line)
    }
    for row in 0..<height / 2 {
      let top = result + 2 * row * line
      if !width.isMultiple(of: 2) {
        for edge in [top + line - channels, top + 2 * line - channels] {
          edge.initialize(repeating: 0, count: channels)
        }
      }
      for column in 0..<width / 2 {
        let target = top + 2 * column * channels
        let place = (row * (width / 2) + column) * channels
        let (g, winner) = (gradient + place, winners + place)
        select(g, winner, 0, into: target)
        select(g, winner, 1, into: target + channels)
        select(g, winner, 2, into: target + line)
        select(g, winner, 3, into: target + line + channels)
      }
    }
  }
}
