/// The way of a pen along one stroke, on a paper whose longer side is 1.
struct PenPath {
  var points: [PenDrawing.Point]

  /// A stroke in the paper's own unit.
  init(_ stroke: [PenDrawing.Point], side: Float) {
    points = stroke.map { .init(x: $0.x / side, y: $0.y / side, time: $0.time) }
  }

  /// Each point at the mean of those within so many milliseconds; the ends stay.
  func smoothed(over window: Float) -> PenPath {
    guard window > 0, points.count > 2, let end = points.last, end.time > points[0].time else {
      return self
    }
    var (path, first, next) = (self, 0, 0)
    var (x, y): (Float, Float) = (0, 0)
    for index in points.indices {
      let time = points[index].time
      while next < points.count, points[next].time <= time + window {
        x += points[next].x
        y += points[next].y
        next += 1
      }
      while points[first].time < time - window {
        x -= points[first].x
        y -= points[first].y
        first += 1
      }
      let count = Float(next - first)
      path.points[index] = .init(x: x / count, y: y / count, time: time)
    }
    path.points[0] = points[0]
    path.points[points.count - 1] = end
    return path
  }

  /// Points at equal distances of about `step` along the way, both ends among them.
  func resampled(every step: Float) -> PenPath {
    var lengths: [Float] = [0]
    for (a, b) in zip(points, points.dropFirst()) {
      let (dx, dy) = (b.x - a.x, b.y - a.y)
      lengths.append(lengths[lengths.count - 1] + (dx * dx + dy * dy).squareRoot())
    }
    let whole = lengths[lengths.count - 1]
    let pieces = Int((whole / step).rounded(.up))
    guard pieces > 0 else { return self }
    var (path, segment) = (self, 1)
    path.points = (0...pieces).map { piece in
      let place = whole * Float(piece) / Float(pieces)
      while segment < points.count - 1, lengths[segment] < place { segment += 1 }
      let (a, b) = (points[segment - 1], points[segment])
      let length = lengths[segment] - lengths[segment - 1]
      let part = length > 0 ? (place - lengths[segment - 1]) / length : 0
      return .init(
        x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part,
        time: a.time + (b.time - a.time) * part)
    }
    return path
  }
}
