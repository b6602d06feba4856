import Lanes

/// What each row and each column of the results takes of NHWC images: borders, reflections and
/// enlargements alike.
package struct PixelMap: Sendable {
  package let images: ImageBatch
  package let rows: [Place]
  package let columns: [Place]

  /// One position along an axis: none of the image, one place of it, or something between two.
  package struct Place: Sendable, Equatable {
    package let first: Int
    package let second: Int
    /// The share of the second; the first has the rest.
    package let share: Float

    package init(_ first: Int, _ second: Int, share: Float) {
      self.first = first
      self.second = second
      self.share = share
    }

    /// The place itself.
    package init(_ place: Int) { self.init(place, place, share: 0) }

    /// Nothing, that is zeros.
    package static let outside = Place(-1)

    var isOutside: Bool { first < 0 }
  }

  package init(images: ImageBatch, rows: [Place], columns: [Place]) {
    self.images = images
    self.rows = rows
    self.columns = columns
  }

  private var resultRow: Int { columns.count * images.channels }
  private var imageRow: Int { images.width * images.channels }

  /// Writes the results, `[count, rows, columns, channels]`.
  package func apply(_ input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>) {
    Threads.forEach(images.count * rows.count) { piece in
      let (image, row) = piece.quotientAndRemainder(dividingBy: rows.count)
      let target = output + piece * resultRow
      let place = rows[row]
      if place.isOutside { return target.initialize(repeating: 0, count: resultRow) }
      let source = input + image * images.imageSize
      apply(
        (source + place.first * imageRow, source + place.second * imageRow), share: place.share,
        into: target)
    }
  }

  private func apply(
    _ lines: (first: UnsafePointer<Float>, second: UnsafePointer<Float>), share: Float,
    into target: UnsafeMutablePointer<Float>
  ) {
    let channels = images.channels
    for (x, column) in columns.enumerated() {
      let pixel = target + x * channels
      if column.isOutside {
        pixel.initialize(repeating: 0, count: channels)
        continue
      }
      let (left, right) = (column.first * channels, column.second * channels)
      forEachLanes(channels) { c, lanes in
        var value = load(lines.first + left + c, lanes)
        if column.share > 0 { value = mix(value, lines.first + right + c, lanes, column.share) }
        if share > 0 {
          var below = load(lines.second + left + c, lanes)
          if column.share > 0 { below = mix(below, lines.second + right + c, lanes, column.share) }
          value = value * (1 - share) + below * share
        }
        store(value, pixel + c, lanes)
      }
    }
  }

  @inline(__always)
  private func mix(
    _ value: SIMD8<Float>, _ other: UnsafePointer<Float>, _ lanes: Int, _ share: Float
  ) -> SIMD8<Float> { value * (1 - share) + load(other, lanes) * share }

  /// Adds each result's gradient to the pixels that it was taken from.
  package func gradient(
    _ resultGradient: UnsafePointer<Float>, into gradient: UnsafeMutablePointer<Float>
  ) {
    Threads.forEach(images.count) { image in
      let target = gradient + image * images.imageSize
      target.initialize(repeating: 0, count: images.imageSize)
      for (y, row) in rows.enumerated() where !row.isOutside {
        let source = resultGradient + (image * rows.count + y) * resultRow
        add(source, times: 1 - row.share, to: target + row.first * imageRow)
        if row.share > 0 { add(source, times: row.share, to: target + row.second * imageRow) }
      }
    }
  }

  private func add(
    _ source: UnsafePointer<Float>, times factor: Float, to line: UnsafeMutablePointer<Float>
  ) {
    let channels = images.channels
    for (x, column) in columns.enumerated() where !column.isOutside {
      let pixel = source + x * channels
      let (left, right) = (line + column.first * channels, line + column.second * channels)
      let weight = factor * (1 - column.share)
      for c in 0..<channels { left[c] += weight * pixel[c] }
      if column.share > 0 {
        let weight = factor * column.share
        for c in 0..<channels { right[c] += weight * pixel[c] }
      }
    }
  }
}
