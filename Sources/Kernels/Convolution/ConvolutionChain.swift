import CKernels

/// Convolutions one after another, a band of rows of the last one's output at a time: what is between
/// them stays in a core's cache, and is never stored as a whole.
///
/// Rows that the next band needs, too, are kept, so that nothing is computed twice. The scalars are those
/// of the convolutions one by one.
package struct ConvolutionChain {
  /// A convolution and its operands.
  package struct Link {
    let convolution: Convolution
    let weight: UnsafePointer<Float>
    let scale: UnsafePointer<Float>?
    let bias: UnsafePointer<Float>?

    package init(
      _ convolution: Convolution, weight: UnsafePointer<Float>, scale: UnsafePointer<Float>?,
      bias: UnsafePointer<Float>?
    ) {
      self.convolution = convolution
      self.weight = weight
      self.scale = scale
      self.bias = bias
    }

    /// Writes some rows of the result of an image, each where it would be if all were there.
    fileprivate func forward(
      _ image: UnsafePointer<Float>, rows: Range<Int>, into result: UnsafeMutablePointer<Float>
    ) {
      if rows.isEmpty { return }
      convolution.forward(
        image: image, weight: weight,
        ending: Ending(convolution.epilogue, scale: scale, bias: bias), rows: rows, result: result)
    }
  }

  private let links: [Link]
  /// Rows of the output in a band.
  private let bandRows: Int

  /// Of convolutions that fit together, each with `isChainable`.
  package init(_ links: [Link]) {
    self.links = links
    let height = links.last!.convolution.window.output.height
    var rows = height
    while rows > 1 && Self.capacities(links, rows).reduce(0, +) > 1 << 17 { rows -= 1 }
    // Bands of nearly the same height.
    let bands = max(1, (height + rows - 1) / max(1, rows))
    bandRows = max(1, (height + bands - 1) / bands)
  }

  /// The scalars of the rows between the links that so many rows of the output need.
  private static func capacities(_ links: [Link], _ rows: Int) -> [Int] {
    var rows = rows
    return links.dropFirst().reversed().map { link in
      let window = link.convolution.window
      let reach = (window.kernel.height - 1) * window.dilation.height + 1
      rows = min(window.images.height, (rows - 1) * window.strides.height + reach)
      return rows * window.images.width * window.images.channels
    }.reversed()
  }

  /// The output of all images.
  package func forward(input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>) {
    let (first, last) = (links[0].convolution.window, links.last!.convolution)
    let (count, height) = (first.images.count, last.window.output.height)
    let outputSize = last.window.positions * last.filters
    // Few images are cut into parts, whose edges are computed twice.
    let bands = (height + bandRows - 1) / bandRows
    let parts = max(1, min(bands, 4 * Threads.count / max(1, count)))
    Threads.forEach(count * parts) { index in
      let (image, part) = index.quotientAndRemainder(dividingBy: parts)
      let rows = height * part / parts..<height * (part + 1) / parts
      forward(
        input + image * first.images.imageSize, rows: rows, into: output + image * outputSize)
    }
  }

  private func forward(
    _ image: UnsafePointer<Float>, rows: Range<Int>, into output: UnsafeMutablePointer<Float>
  ) {
    let capacities = Self.capacities(links, bandRows)
    withScratch(capacities.reduce(0, +)) { memory in
      var start = memory
      var bands = zip(links, capacities).map { link, capacity in
        defer { start += capacity }
        return Band(
          memory: start, rowSize: link.convolution.window.output.width * link.convolution.filters)
      }
      for first in stride(from: rows.lowerBound, to: rows.upperBound, by: bandRows) {
        let band = first..<min(rows.upperBound, first + bandRows)
        let needed = neededRows(for: band)
        var source = image
        for index in bands.indices {
          let missing = bands[index].advance(to: needed[index])
          links[index].forward(source, rows: missing, into: bands[index].origin)
          source = UnsafePointer(bands[index].origin)
        }
        links.last!.forward(source, rows: band, into: output)
      }
    }
  }

  /// The rows of each output but the last one's that some rows of that need.
  private func neededRows(for rows: Range<Int>) -> [Range<Int>] {
    var rows = rows
    return links.dropFirst().reversed().map { link in
      rows = link.convolution.window.imageRows(for: rows)
      return rows
    }.reversed()
  }
}

/// Some rows of an image.
private struct Band {
  let memory: UnsafeMutablePointer<Float>
  let rowSize: Int
  private var rows = 0..<0

  init(memory: UnsafeMutablePointer<Float>, rowSize: Int) {
    self.memory = memory
    self.rowSize = rowSize
  }

  /// Where the image's first row would be.
  var origin: UnsafeMutablePointer<Float> { memory - rows.lowerBound * rowSize }

  /// Keeps those of other rows, further down, that are there, and returns the others.
  mutating func advance(to other: Range<Int>) -> Range<Int> {
    let kept = min(max(rows.lowerBound, other.lowerBound), rows.upperBound)..<rows.upperBound
    memory.update(
      from: memory + (kept.lowerBound - rows.lowerBound) * rowSize, count: kept.count * rowSize)
    rows = other
    return max(other.lowerBound, kept.upperBound)..<other.upperBound
  }
}
