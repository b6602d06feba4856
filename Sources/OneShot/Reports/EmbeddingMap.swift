import Basics
import Datasets
import Tensor

/// Images of a dataset where a network sees them, as a map in the plane: a point for each, colored by
/// group, and for each class a picture in the middle of its points.
///
/// ```swift
/// let store = siamese.embed(unseen)
/// let map = EmbeddingMap(try PlaneMap.tsne(store.values), store, of: unseen)
/// let svg = map.svg
/// ```
public struct EmbeddingMap: VectorPicture {
  /// Where the images are.
  public let map: PlaneMap
  /// Which images they are: positions in `dataset`.
  public let positions: [Int]
  /// The images and their classes.
  public let dataset: ImageDataset

  /// A map of embedded images.
  ///
  /// - Parameters:
  ///   - map: A point for each embedding.
  ///   - embeddings: The embeddings that the map is of.
  ///   - dataset: The dataset of the images, of any size: they are shown, not embedded.
  public init(_ map: PlaneMap, _ embeddings: Embeddings, of dataset: ImageDataset) {
    require(
      map.points.count == embeddings.positions.count,
      "EmbeddingMap: \(map.points.count) points of \(embeddings.positions.count) embeddings")
    (self.map, self.dataset, positions) = (map, dataset, embeddings.positions)
  }

  /// The map as an SVG document, 760 pixels wide.
  public var svg: String {
    let frame = Frame(map, width: 760)
    var svg = SVG(width: frame.width, height: frame.height + legendHeight)
    let shown = dataset.reduced(toSide: 48)
    draw(frame, on: &svg) { position, x, y, size, svg in
      svg.image(
        shown.pictureAddress(ofImage: position), x, y, width: size, height: size,
        multiplies: shown.format.values.isInk)
    }
    return svg.document
  }

  /// The map as an element of a page, which has each picture once by its name.
  ///
  /// - Parameters:
  ///   - width: In pixels, before the page scales it.
  ///   - label: What it shows, in words.
  func element(width: Double, label: String) -> String {
    let frame = Frame(map, width: width)
    var svg = SVG(width: frame.width, height: frame.height + legendHeight, style: .page)
    draw(frame, on: &svg) { position, x, y, size, svg in
      svg.add(use(position, x, y, size, class: "thumb-\(dataset.pictureKind)"))
    }
    // On top of all that is seen, so that no picture is covered: what a pointer finds.
    let large = 84.0
    for (index, position) in positions.enumerated() {
      let (x, y) = frame.places[index]
      let left = x > frame.width / 2 ? x - large - 10 : x + 10
      let top = min(max(y - large / 2, 0), frame.height - large)
      svg.add(
        "<g class=\"hit\"><circle cx=\"\(length(x))\" cy=\"\(length(y))\" r=\"6\"/>"
          + "<rect x=\"\(length(left))\" y=\"\(length(top))\" width=\"\(length(large))\" "
          + "height=\"\(length(large))\"/>" + use(position, left, top, large)
          + "<title>\(markup(name(of: position)))</title></g>")
    }
    return svg.element(label: label, role: "group")
  }

  private func use(
    _ position: Int, _ x: Double, _ y: Double, _ size: Double, class kind: String? = nil
  ) -> String {
    "<use href=\"#\(dataset.pictureName(position))\"" + (kind.map { " class=\"\($0)\"" } ?? "")
      + " x=\"\(length(x))\" y=\"\(length(y))\" width=\"\(length(size))\" "
      + "height=\"\(length(size))\"/>"
  }

  private static let colors = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"]

  /// Where the points are in the picture: both directions have one scale, and the picture is as high as
  /// they need.
  private struct Frame {
    let width: Double
    let height: Double
    let places: [(x: Double, y: Double)]

    init(_ map: PlaneMap, width: Double) {
      let inset = 24.0
      let xs = map.points.map { Double($0.x) }
      let ys = map.points.map { Double($0.y) }
      let (left, low) = (xs.min() ?? 0, ys.min() ?? 0)
      let (spanX, spanY) = ((xs.max() ?? 0) - left, (ys.max() ?? 0) - low)
      // Not higher than two thirds of the width, unless the points are.
      let highest = width * 0.66
      let scale = min(
        (width - 2 * inset) / max(spanX, 1e-12), (highest - 2 * inset) / max(spanY, 1e-12))
      let height = max(spanY * scale + 2 * inset, 160)
      let (dx, dy) = ((width - spanX * scale) / 2, (height - spanY * scale) / 2)
      self.width = width
      self.height = height
      places = zip(xs, ys).map {
        (dx + ($0 - left) * scale, height - dy - ($1 - low) * scale)
      }
    }
  }

  /// The class of each image; nil of one without.
  private var classes: [Int?] {
    let pairs = dataset.classes.enumerated().flatMap { number, entry in
      entry.images.map { ($0, number) }
    }
    let numbers = Dictionary(pairs) { first, _ in first }
    return positions.map { numbers[$0] }
  }

  private func name(of position: Int) -> String { dataset.imageLabels[position] ?? "" }

  /// What colors stand for: groups, or where there is one group alone its classes, if they are few.
  private var legend: [String] {
    let shown = Set(classes.compactMap { $0 })
    let groups = Set(shown.map { dataset.classes[$0].group }).sorted()
    if groups.count > 1 && groups.count <= Self.colors.count {
      return groups.map { dataset.groups[$0] }
    }
    return groups.count == 1 && shown.count <= Self.colors.count
      ? shown.sorted().map { dataset.classes[$0].name } : []
  }

  private var legendHeight: Double { legend.isEmpty ? 0 : 28 }

  private func draw(
    _ frame: Frame, on svg: inout SVG,
    picture: (Int, _ x: Double, _ y: Double, _ size: Double, inout SVG) -> Void
  ) {
    let (places, classes, legend) = (frame.places, classes, legend)
    let byGroup = Set(classes.compactMap { $0.map { dataset.classes[$0].group } }).count > 1
    for (place, number) in zip(places, classes) {
      let entry = number.map { dataset.classes[$0] }
      let key = byGroup ? entry.map { dataset.groups[$0.group] } : entry?.name
      let color = key.flatMap { legend.firstIndex(of: $0) }.map { Self.colors[$0] }
      svg.circle(
        place.x, place.y, radius: 3.5, fill: color ?? (legend.isEmpty ? Self.colors[0] : "#999999"),
        opacity: 0.6)
    }
    for (image, place) in middles(places, classes) {
      let size = 34.0
      picture(image, place.x - size / 2, place.y - size / 2, size, &svg)
    }
    var x = 4.0
    for (index, name) in legend.enumerated() {
      let name = shortened(name, to: 24)
      svg.circle(x + 6, frame.height + 14, radius: 6, fill: Self.colors[index])
      svg.text(name, x + 18, frame.height + 19, size: 14, fill: "#222")
      x += 34 + 7.8 * Double(name.count)
    }
  }

  /// For each class its image nearest to the middle of its points, where there is room for so many.
  private func middles(
    _ places: [(x: Double, y: Double)], _ classes: [Int?]
  ) -> [(image: Int, place: (x: Double, y: Double))] {
    let members = Dictionary(grouping: classes.indices) { classes[$0] ?? -1 }
    guard members.count <= 80 else { return [] }
    return members.sorted { $0.key < $1.key }.compactMap { number, members in
      if number < 0 { return nil }
      let count = Double(members.count)
      let (x, y) = (
        members.reduce(0) { $0 + places[$1].x } / count,
        members.reduce(0) { $0 + places[$1].y } / count
      )
      func distance(_ index: Int) -> Double {
        let (dx, dy) = (places[index].x - x, places[index].y - y)
        return dx * dx + dy * dy
      }
      let nearest = members.min { distance($0) < distance($1) }!
      return (positions[nearest], places[nearest])
    }
  }
}
