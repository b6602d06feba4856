import Layers
import Tensor

/// A Siamese network as it is: two legs side by side with the weights that they share between them,
/// joined by the distance and the head.
///
/// ```swift
/// let siamese = try Siamese(Networks.koch(), input: [105, 105, 1])
/// let svg = NetworkDiagram(siamese).svg
/// ```
///
/// A box is a layer of the leg, or a block of layers; below its kind stands the shape of what leaves it.
/// Activations, which have no weights, are not shown.
public struct NetworkDiagram: VectorPicture {
  /// A box.
  struct Box: Sendable, Equatable {
    /// The kinds of its layers: `Conv2D`, `2 × BatchNorm`.
    let kinds: [String]
    /// The shape of its output.
    let output: Shape
    /// The scalars in its parameters.
    let parameters: Int
  }

  let input: Shape
  /// The boxes of the leg, from the input on.
  let leg: [Box]
  let distance: Box
  let head: Box

  /// A diagram of a network.
  public init<Leg: Layer>(_ siamese: Siamese<Leg>) {
    input = siamese.input
    let rows = siamese.summary().rows
    var boxes: [(name: Substring, rows: [SummaryRow])] = []
    for row in rows.dropLast(2) {
      // "leg.0.convolution (Conv2D)" belongs to "leg.0".
      let path = row.layer.prefix { $0 != " " }.split(separator: ".").prefix(2)
      let name = path.last ?? ""
      if boxes.last?.name == name {
        boxes[boxes.count - 1].rows.append(row)
      } else {
        boxes.append((name, [row]))
      }
    }
    leg = boxes.map { Self.box($0.rows) }
    distance = Box(
      kinds: ["distance", siamese.distance.name], output: rows[rows.count - 2].output,
      parameters: 0)
    head = Self.box([rows[rows.count - 1]])
  }

  private static func box(_ rows: [SummaryRow]) -> Box {
    var kinds: [(name: Substring, count: Int)] = []
    for row in rows {
      let kind = row.layer.split(separator: "(").last?.prefix { $0 != ")" && $0 != "<" } ?? ""
      if let place = kinds.firstIndex(where: { $0.name == kind }) {
        kinds[place].count += 1
      } else {
        kinds.append((kind, 1))
      }
    }
    return Box(
      kinds: kinds.map { $0.count > 1 ? "\($0.count) × \($0.name)" : String($0.name) },
      output: rows.last!.output,
      parameters: rows.reduce(0) { $0 + $1.trainable + $1.nonTrainable })
  }

  /// All parameters of the network: those of the legs count once.
  public var parameterCount: Int { leg.reduce(head.parameters) { $0 + $1.parameters } }

  /// The diagram as an SVG document, 460 pixels wide.
  public var svg: String { drawing(.document).document }

  /// The diagram as an element of a page.
  var element: String {
    let boxes = leg.map { "\($0.kinds.joined(separator: ", ")) to \(text($0.output))" }
    return drawing(.page).element(
      label: "Two inputs \(text(input)) go through legs with the same weights: "
        + "\(boxes.joined(separator: "; ")). Then \(distance.kinds.joined(separator: " ")), "
        + "\(text(distance.output)), and a head with \(grouped(head.parameters)) parameters.")
  }

  private let width = 460.0
  /// Of a leg's boxes.
  private let column = 172.0
  /// Between boxes, with an arrow.
  private let gap = 22.0

  private func drawing(_ style: SVG.Style) -> SVG {
    let heights = leg.map { height($0) }
    let bottom = 50 + gap + heights.reduce(0) { $0 + $1 + gap }
    var svg = SVG(width: width, height: bottom + 206, style: style)
    let centers = [column / 2 + 4, width - column / 2 - 4]
    for (center, name) in zip(centers, ["one image", "another image"]) {
      svg.text(name, center, 18, anchor: .middle, size: 14, fill: "#222", bold: true)
      svg.text(text(input), center, 38, anchor: .middle, size: 14)
    }
    svg.text("shared weights", width / 2, 18, anchor: .middle, size: 13)
    var y = 46.0
    for (box, height) in zip(leg, heights) {
      for center in centers {
        svg.arrow([(center, y), (center, y + gap)], stroke: "#444")
        draw(box, center, y + gap, column, height, &svg)
      }
      drawWeights(box, y + gap + height / 2, &svg)
      y += gap + height
    }
    drawEnd(from: y, centers, &svg)
    return svg
  }

  /// The number of weights between the legs, with a line to both.
  private func drawWeights(_ box: Box, _ y: Double, _ svg: inout SVG) {
    if box.parameters == 0 { return }
    svg.line([(column + 4, y), (width - column - 4, y)], stroke: "#999999", dashes: [2, 3])
    let label = grouped(box.parameters)
    let wide = 7.6 * Double(label.count) + 12
    svg.rectangle((width - wide) / 2, y - 11, width: wide, height: 22, fill: "white", radius: 4)
    svg.text(label, width / 2, y + 4.5, anchor: .middle, fill: "#222")
  }

  private func drawEnd(from y: Double, _ centers: [Double], _ svg: inout SVG) {
    let (middle, wide) = (width / 2, 190.0)
    for (center, end) in zip(centers, [middle - 40, middle + 40]) {
      svg.arrow(
        [(center, y), (center, y + 14), (end, y + 14), (end, y + 36)], stroke: "#444")
    }
    draw(distance, middle, y + 36, wide, height(distance), &svg)
    let head = y + 36 + height(distance) + gap
    svg.arrow([(middle, head - gap), (middle, head)], stroke: "#444")
    draw(
      Box(
        kinds: ["head", self.head.kinds[0]], output: self.head.output,
        parameters: self.head.parameters), middle, head, wide, height(self.head), &svg)
    svg.text(
      grouped(self.head.parameters), middle + wide / 2 + 10, head + height(self.head) / 2 + 4.5,
      fill: "#222")
    let end = head + height(self.head)
    svg.arrow([(middle, end), (middle, end + gap)], stroke: "#444")
    svg.text(
      "p: how likely both are of one class", middle, end + gap + 20, anchor: .middle, size: 14,
      fill: "#222", bold: true)
  }

  private func draw(
    _ box: Box, _ center: Double, _ y: Double, _ width: Double, _ height: Double, _ svg: inout SVG
  ) {
    svg.rectangle(
      center - width / 2, y, width: width, height: height, fill: "white", stroke: "#0072B2",
      radius: 6)
    let lines = lines(box)
    for (index, line) in lines.enumerated() {
      svg.text(
        line, center, y + 20 + 18 * Double(index), anchor: .middle, size: 14, fill: "#222")
    }
    svg.text(text(box.output), center, y + 20 + 18 * Double(lines.count), anchor: .middle)
  }

  private func height(_ box: Box) -> Double { 30 + 18 * Double(lines(box).count) }

  /// The kinds in lines that fit a box, four at most.
  private func lines(_ box: Box) -> [String] {
    var lines: [String] = []
    for kind in box.kinds {
      let kind = shortened(kind, to: 23)
      if let last = lines.last, last.count + kind.count + 3 <= 23 {
        lines[lines.count - 1] = "\(last) · \(kind)"
      } else {
        lines.append(kind)
      }
    }
    return lines.count <= 4 ? lines : lines.prefix(3) + ["and others"]
  }

  private func text(_ shape: Shape) -> String {
    shape.dimensions.map(grouped).joined(separator: " × ")
  }
}
