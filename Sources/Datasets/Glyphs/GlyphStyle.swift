import Tensor

/// What the characters of one invented alphabet have in common: which forms its strokes have, where
/// they start, in which directions they go and how many a character has.
struct GlyphStyle {
  /// Forms, the frequent ones several times.
  private let forms: [GlyphStroke.Form]
  private let strokes: ClosedRange<Int>
  private let angles: [Float]
  private let lengths: [Float]
  private let columns: [Float]
  private let rows: [Float]
  /// How probable it is that a stroke starts on an earlier one.
  private let attachment: Float
  /// How much straight strokes are bent.
  private let bend: Float
  /// A line on which all characters hang, as in Devanagari.
  private let hasHeadline: Bool
  /// How probable it is that a stroke comes with its mirror image.
  private let symmetry: Float

  init(using random: inout SeededGenerator) {
    let common: [GlyphStroke.Form] =
      [.line, .corner, .arc, .hook, .wave, .loop].shuffled(using: &random)
    forms =
      Array(repeating: common[0], count: 4) + Array(repeating: common[1], count: 3)
      + [common[2], common[2], random.pick([.dot, .zigzag, common[3]])]
    let fewest = random.int(in: 1...2)
    strokes = fewest...fewest + random.int(in: 1...2)
    let slant = random.float(in: -0.25...0.25)
    let directions = random.pick([4, 4, 6, 8])
    angles = (0..<directions).map { slant + 2 * .pi * Float($0) / Float(directions) }
    let long = random.float(in: 0.5...0.75)
    lengths = [long, long, long * random.float(in: 0.4...0.7)]
    columns = random.pick([[0.2, 0.8], [0.2, 0.5, 0.8], [0.35, 0.65]])
    rows = random.pick([[0.15, 0.85], [0.15, 0.5, 0.85], [0.1, 0.4, 0.7], [0.3, 0.7]])
    attachment = random.float(in: 0.4...0.9)
    bend = random.chance(0.5) ? 0 : random.float(in: 0.2...0.8)
    hasHeadline = random.chance(0.15)
    symmetry = random.chance(0.25) ? 0.4 : 0
  }

  /// A new character of this style, fitted into the unit square.
  func character(using random: inout SeededGenerator) -> [GlyphStroke] {
    var character: [GlyphStroke] = []
    for _ in 0..<random.int(in: strokes) {
      let stroke = stroke(after: character, using: &random)
      character.append(stroke)
      if random.chance(symmetry) {
        character.append(stroke.mirrored(upright: random.chance(0.7)))
      }
    }
    character = Self.fitted(character)
    if hasHeadline {
      character.append(GlyphStroke(from: .init(x: 0.16, y: 0.16), to: .init(x: 0.84, y: 0.16)))
    }
    return character
  }

  private func stroke(
    after earlier: [GlyphStroke], using random: inout SeededGenerator
  ) -> GlyphStroke {
    var start = GlyphStroke.Point(x: random.pick(columns), y: random.pick(rows))
    if !earlier.isEmpty && random.chance(attachment) {
      start = random.pick(random.pick(earlier).knots)
    }
    // Of two directions the one that leads toward the middle: characters stay together.
    let length = random.pick(lengths)
    let candidates = [random.pick(angles), random.pick(angles)]
    func distance(_ angle: Float) -> Float {
      let end = start.moved(along: angle, by: length)
      return (end.x - 0.5) * (end.x - 0.5) + (end.y - 0.5) * (end.y - 0.5)
    }
    let angle = distance(candidates[0]) < distance(candidates[1]) ? candidates[0] : candidates[1]
    return GlyphStroke(
      random.pick(forms), from: start, toward: angle, length: length, bend: bend, using: &random)
  }

  /// Moved to the middle, and scaled so that the longer side is 0.66.
  private static func fitted(_ strokes: [GlyphStroke]) -> [GlyphStroke] {
    let knots = strokes.flatMap(\.knots)
    let (xs, ys) = (knots.map(\.x), knots.map(\.y))
    let (left, right) = (xs.min() ?? 0, xs.max() ?? 1)
    let (top, bottom) = (ys.min() ?? 0, ys.max() ?? 1)
    let scale = 0.66 / max(right - left, bottom - top, 0.1)
    return strokes.map { stroke in
      var stroke = stroke
      stroke.knots = stroke.knots.map {
        .init(
          x: 0.5 + ($0.x - (left + right) / 2) * scale,
          y: 0.5 + ($0.y - (top + bottom) / 2) * scale)
      }
      return stroke
    }
  }
}
