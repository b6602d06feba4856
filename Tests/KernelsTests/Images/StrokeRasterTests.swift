import Kernels
import Testing

@Suite struct StrokeRasterTests {
  private let exact = StrokeRaster.Looseness(shift: 0, turn: 0, stretch: 0, wobble: 0)

  private func draw(
    _ raster: StrokeRaster, radius: Float, size: Int, map: AffineMap = .identity
  ) -> [UInt8] {
    let drawing = StrokeRaster.Drawing(
      strokes: raster.strokes.indices, map: map, radius: radius, looseness: exact,
      random: SplitMix64(state: 1))
    return [UInt8](unsafeUninitializedCapacity: size * size) { pixels, count in
      count = size * size
      if let base = pixels.baseAddress { raster.draw([drawing], size: size, into: base) }
    }
  }

  @Test func aLineHasTheWidthOfThePen() {
    var raster = StrokeRaster()
    raster.add(x: [0.25, 0.75], y: [0.5, 0.5], isSmooth: false)
    let pixels = draw(raster, radius: 0.1, size: 20)
    // A column through the middle: 4 pixels of ink, between rows 8 and 12.
    let column = (0..<20).map { pixels[$0 * 20 + 10] }
    #expect(column == (0..<20).map { (8..<12).contains($0) ? 255 : 0 })
    #expect(pixels[10 * 20 + 1] == 0 && pixels[10 * 20 + 18] == 0)
  }

  /// The area of a round pen that touches the paper once is πr².
  @Test func edgesAreSmooth() {
    var raster = StrokeRaster()
    raster.add(x: [0.5, 0.5], y: [0.48, 0.48], isSmooth: false)
    let ink = draw(raster, radius: 0.2, size: 40).reduce(0.0) { $0 + Double($1) / 255 }
    #expect(abs(ink - 64 * Double.pi) < 2)
  }

  @Test func aSmoothStrokeRunsThroughItsKnots() {
    let (x, y): ([Float], [Float]) = ([0.2, 0.4, 0.8, 0.5], [0.3, 0.7, 0.6, 0.2])
    var raster = StrokeRaster()
    raster.add(x: x, y: y, isSmooth: true)
    let pixels = draw(raster, radius: 0.02, size: 50)
    for (x, y) in zip(x, y) { #expect(pixels[Int(y * 50) * 50 + Int(x * 50)] > 120) }
    var corners = StrokeRaster()
    corners.add(x: x, y: y, isSmooth: false)
    #expect(draw(corners, radius: 0.02, size: 50) != pixels)
  }

  @Test func theMapMovesTheDrawing() {
    var raster = StrokeRaster()
    raster.add(x: [0.3, 0.3], y: [0.4, 0.6], isSmooth: false)
    let right = AffineMap(xx: 1, xy: 0, yx: 0, yy: 1, x: 0.4, y: 0)
    let (plain, moved) = (
      draw(raster, radius: 0.03, size: 30), draw(raster, radius: 0.03, size: 30, map: right)
    )
    for position in 0..<900 where position % 30 < 18 {
      #expect(abs(Int(moved[position + 12]) - Int(plain[position])) <= 1)
    }
    #expect((0..<900).allSatisfy { $0 % 30 >= 12 || moved[$0] == 0 })
  }

  @Test func strokesBeyondTheImageAreCutOff() {
    var raster = StrokeRaster()
    raster.add(x: [-3, 4], y: [0.5, 0.5], isSmooth: true)
    raster.add(x: [7, 9], y: [8, 9], isSmooth: false)
    let pixels = draw(raster, radius: 0.1, size: 10)
    #expect(pixels[50...59].allSatisfy { $0 == 255 })
    #expect(pixels[0...9].allSatisfy { $0 == 0 })
  }
}
