import Testing

@testable import Kernels

/// M X Mᵀ of tiles on, across and beyond the edge of an image, by all instructions that there are.
@Suite struct TileTransformsTests {
  private static let available = Instructions.allCases.filter(\.areAvailable)

  @Test(arguments: available, [(6, 6), (4, 6), (6, 4), (4, 4), (2, 4), (4, 2)])
  func agreesWithTheDefinition(_ instructions: Instructions, _ shape: (Int, Int)) {
    let (rows, columns) = shape
    let matrix = (0..<rows * columns).map { place in
      // 0 where the matrices of Toom and Cook have one.
      let (short, long) =
        rows > columns
        ? (place % columns, place / columns) : (place / columns, place % columns)
      let isZero =
        long == 0 && short > 0
        || long == max(rows, columns) - 1 && short < min(rows, columns) - 1
      return isZero ? 0 : Float(place * 37 % 11) / 4 - 1
    }
    let transforms = TileTransforms(matrix, rows: rows, columns: columns, by: instructions)
    for channels in [1, 3, 4, 7, 8, 16, 21, 40] {
      let size = ImageBatch(count: 1, height: 7, width: 5, channels: channels)
      for (row, column) in [(0, 0), (-1, -2), (3, 1), (5, 4), (-1, 3)] {
        let tile = Tile(matrix: matrix, rows: rows, columns: columns, size: size)
        tile.checkGather(transforms, row, column)
        tile.checkScatter(transforms, row, column)
      }
    }
  }
}

/// A matrix and an image to try it on.
private struct Tile {
  let matrix: [Float]
  let rows: Int
  let columns: Int
  let size: ImageBatch

  private func number(_ place: Int) -> Float { Float(place * 53 % 29) / 8 - 1.5 }

  /// The transform of the tile whose scalars `x` gives.
  private func transformed(_ x: (Int, Int) -> Float, _ r: Int, _ s: Int) -> Double {
    var sum = 0.0
    for i in 0..<columns {
      for j in 0..<columns {
        sum += Double(matrix[r * columns + i] * matrix[s * columns + j]) * Double(x(i, j))
      }
    }
    return sum
  }

  func checkGather(_ transforms: TileTransforms, _ row: Int, _ column: Int) {
    let image = (0..<size.imageSize).map(number)
    let stride = size.channels + 3
    var planes = [Float](repeating: .nan, count: rows * rows * stride)
    planes.withUnsafeMutableBufferPointer {
      transforms.gather(
        image, of: size, at: (row, column), into: $0.baseAddress!, stride: stride)
    }
    var isRight = true
    for place in planes.indices {
      let (plane, channel) = (place / stride, place % stride)
      if channel >= size.channels {
        isRight = isRight && planes[place].isNaN
        continue
      }
      let expected = transformed(
        { i, j in
          let (y, x) = (row + i, column + j)
          guard (0..<size.height).contains(y), (0..<size.width).contains(x) else { return 0 }
          return image[(y * size.width + x) * size.channels + channel]
        }, plane / rows, plane % rows)
      isRight = isRight && abs(Double(planes[place]) - expected) < 1e-4
    }
    #expect(isRight, "gather \(size.channels) channels at \(row), \(column)")
    for r in 0..<rows {
      var planeRow = [Float](repeating: .nan, count: rows * stride)
      planeRow.withUnsafeMutableBufferPointer {
        transforms.gatherRow(
          r, image, of: size, at: (row, column), into: $0.baseAddress!, stride: stride)
      }
      for (found, expected) in zip(planeRow, planes[r * rows * stride..<(r + 1) * rows * stride]) {
        isRight = isRight && (abs(found - expected) < 1e-4 || found.isNaN && expected.isNaN)
      }
    }
    #expect(isRight, "rows of \(size.channels) channels at \(row), \(column)")
  }

  func checkScatter(_ transforms: TileTransforms, _ row: Int, _ column: Int) {
    let stride = size.channels + 2
    let planes = (0..<columns * columns * stride).map {
      $0 % stride < size.channels ? number($0) : .nan
    }
    var image = [Float](repeating: 7, count: size.imageSize)
    image.withUnsafeMutableBufferPointer {
      transforms.scatter(
        planes, stride: stride, into: $0.baseAddress!, of: size, at: (row, column))
    }
    var isRight = true
    for place in image.indices {
      let (pixel, channel) = place.quotientAndRemainder(dividingBy: size.channels)
      let (r, s) = (pixel / size.width - row, pixel % size.width - column)
      var expected = 7.0
      if (0..<rows).contains(r), (0..<rows).contains(s) {
        expected = transformed(
          { planes[($0 * columns + $1) * stride + channel] }, r, s)
      }
      isRight = isRight && abs(Double(image[place]) - expected) < 1e-4
    }
    #expect(isRight, "scatter \(size.channels) channels at \(row), \(column)")
  }
}
