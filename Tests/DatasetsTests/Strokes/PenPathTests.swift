import TestSupport
import Testing

@testable import Datasets

@Suite struct PenPathTests {
  private typealias Point = PenDrawing.Point

  @Test func placesAreAtEqualDistances() {
    // Three to the right and four down, at an uneven pace.
    let path = PenPath(
      [Point(x: 0, y: 0), Point(x: 30, y: 0, time: 10), Point(x: 30, y: 40, time: 30)], side: 100)
    let places = path.resampled(every: 0.101).points
    #expect(places.count == 8)
    for (index, place) in places.enumerated() {
      let way = Float(index) * 0.1
      expectClose(place.x, min(way, 0.3))
      expectClose(place.y, max(0, way - 0.3))
    }
    expectClose(places[5].time, 20)
  }

  @Test func aDotStaysADot() {
    let dot = PenPath([Point(x: 5, y: 6)], side: 10)
    #expect(dot.resampled(every: 0.1).points.count == 1)
    #expect(dot.smoothed(over: 100).points == dot.points)
    let twice = PenPath([Point(x: 5, y: 6), Point(x: 5, y: 6)], side: 10)
    #expect(twice.resampled(every: 0.1).points.count == 2)
  }

  @Test func aFasterHandCutsCorners() {
    let corner = PenPath(
      (0...10).map { Point(x: Float($0), y: 0, time: Float(10 * $0)) }
        + (1...10).map { Point(x: 10, y: Float($0), time: Float(100 + 10 * $0)) }, side: 10)
    let fast = corner.smoothed(over: 20)
    #expect(fast.points.first == corner.points.first && fast.points.last == corner.points.last)
    // At the corner the mean of two points on either side and itself.
    expectClose(fast.points[10].x, (0.8 + 0.9 + 1 + 1 + 1) / 5)
    expectClose(fast.points[10].y, (0 + 0 + 0 + 0.1 + 0.2) / 5)
    #expect(corner.smoothed(over: 0).points == corner.points)
    // Nobody knows when the pen was where.
    let timeless = PenPath((0...9).map { Point(x: Float($0), y: 0) }, side: 10)
    #expect(timeless.smoothed(over: 50).points == timeless.points)
  }
}
