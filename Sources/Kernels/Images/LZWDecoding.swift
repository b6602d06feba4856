/// Decodes the codes of a GIF image: Lempel-Ziv-Welch of 3 to 12 bits, the lowest bits first.
///
/// T. A. Welch, "A technique for high-performance data compression", Computer 17(6), 1984; GIF89a,
/// appendix F.
///
/// - Parameter valueBits: Of a decoded value, from 1 to 11.
/// - Returns: How many values were decoded: fewer than fit into `y` where the codes end before or one
///   is impossible.
package func decodeLZW(
  _ x: UnsafeBufferPointer<UInt8>, valueBits: Int, into y: UnsafeMutableBufferPointer<UInt8>
) -> Int {
  var decoder = LZWDecoder(valueBits: valueBits)
  return decoder.decode(x, into: y)
}

private struct LZWDecoder {
  /// What each code stands for: the values of another code, and one more.
  private var prefix = [Int](repeating: 0, count: 4096)
  private var last = [UInt8](repeating: 0, count: 4096)
  private var first = [UInt8](repeating: 0, count: 4096)
  private var length = [Int](repeating: 0, count: 4096)
  private let clear: Int
  private let valueBits: Int

  init(valueBits: Int) {
    self.valueBits = valueBits
    clear = 1 << valueBits
    for value in 0..<clear {
      last[value] = UInt8(truncatingIfNeeded: value)
      first[value] = last[value]
      length[value] = 1
    }
  }

  mutating func decode(
    _ x: UnsafeBufferPointer<UInt8>, into y: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    var (bits, bitCount, position, done) = (0, 0, 0, 0)
    var (width, next) = (valueBits + 1, clear + 2)
    var previous: Int?
    while done < y.count {
      while bitCount < width {
        guard position < x.count else { return done }
        bits |= Int(x[position]) << bitCount
        bitCount += 8
        position += 1
      }
      let code = bits & (1 << width - 1)
      bits >>= width
      bitCount -= width
      if code == clear {
        (width, next, previous) = (valueBits + 1, clear + 2, nil)
        continue
      }
      // The end, or a code that nothing was given yet: at most the very next one can be meant.
      let isNext = code == next && previous != nil && next < 4096
      guard code != clear + 1, code < next || isNext, previous != nil || code < clear else {
        return done
      }
      if let previous, next < 4096 {
        prefix[next] = previous
        last[next] = first[isNext ? previous : code]
        first[next] = first[previous]
        length[next] = length[previous] + 1
        next += 1
        if next == 1 << width && width < 12 { width += 1 }
      }
      done = write(code, to: y, at: done)
      previous = code
    }
    return done
  }

  /// Writes what a code stands for, from its last value to its first, as far as there is room.
  private func write(_ code: Int, to y: UnsafeMutableBufferPointer<UInt8>, at start: Int) -> Int {
    let end = start + length[code]
    var (code, position) = (code, end)
    while position > start {
      position -= 1
      if position < y.count { y[position] = last[code] }
      code = prefix[code]
    }
    return min(end, y.count)
  }
}
