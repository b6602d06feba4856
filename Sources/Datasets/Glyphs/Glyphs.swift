import Basics
import Kernels
import Tensor

/// Invented handwriting: alphabets with a style each, characters made of strokes, and people who
/// draw them.
///
/// It stands in for Omniglot if there is neither data nor network. Like Omniglot it is learned
/// from some alphabets and tried on others: what transfers is to see through the hand to the strokes.
///
/// ```swift
/// let data = Glyphs(seed: 7).dataset(size: 28)
/// data.classes.count    // 400
/// data.count            // 8000
/// ```
public struct Glyphs: Sendable, Hashable {
  /// How many alphabets there are; default 20.
  public var alphabets: Int
  /// How many characters an alphabet has; default 20.
  public var characters: Int
  /// How many people draw each character once, the same ones for all; default 20.
  public var drawers: Int
  /// What all is determined by; default 1.
  public var seed: UInt64

  /// A set of the given size.
  public init(alphabets: Int = 20, characters: Int = 20, drawers: Int = 20, seed: UInt64 = 1) {
    require(
      alphabets >= 0 && characters >= 0 && drawers >= 0,
      "Glyphs: \(alphabets) alphabets, \(characters) characters, \(drawers) drawers")
    self.alphabets = alphabets
    self.characters = characters
    self.drawers = drawers
    self.seed = seed
  }

  /// The images, of `size`×`size` pixels (default 105, as in Omniglot); at another size the same
  /// characters by the same hands.
  public func dataset(size: Int = 105) -> ImageDataset {
    require(size > 0, "Glyphs: images of \(size) pixels")
    var random = SeededGenerator(seed: seed)
    let hands = (0..<drawers).map { _ in GlyphDrawer(using: &random) }
    var (raster, drawings) = (StrokeRaster(), [StrokeRaster.Drawing]())
    var (groups, classes) = ([String](), [ImageDataset.Class]())
    for group in 0..<alphabets {
      var alphabet = random.split()
      groups.append(Self.name(other: groups, using: &alphabet))
      let style = GlyphStyle(using: &alphabet)
      for (number, strokes) in Self.distinct(characters, of: style, using: &alphabet).enumerated() {
        let images = Array(drawings.count..<drawings.count + drawers)
        classes.append(.init(name: Self.characterName(number), group: group, images: images))
        let range = raster.add(strokes)
        drawings += hands.map { $0.drawing(of: range, using: &alphabet) }
      }
    }
    return ImageDataset(
      name: "Glyphs (generated, seed \(seed))", height: size, width: size, groups: groups,
      classes: classes, pixels: raster.images(of: drawings, size: size))
  }

  /// Characters that do not look alike: candidates too close to one that was taken are left out.
  private static func distinct(
    _ count: Int, of style: GlyphStyle, using random: inout SeededGenerator
  ) -> [[GlyphStroke]] {
    let candidates = (0..<4 * count).map { _ in style.character(using: &random) }
    var raster = StrokeRaster()
    let prints = candidates.map { GlyphDrawer.print(of: raster.add($0)) }
    let distances = distances(of: raster.images(of: prints, size: 16), count: prints.count)
    var chosen: [Int] = []
    // Of 256 pixels so many must be different; the last bound takes whatever is left.
    for bound: Float in [20, 12, 5, 0] {
      for candidate in candidates.indices where chosen.count < count && !chosen.contains(candidate)
      {
        if chosen.allSatisfy({ distances[candidate * candidates.count + $0] >= bound }) {
          chosen.append(candidate)
        }
      }
    }
    return chosen.map { candidates[$0] }
  }

  /// The squared distance of every image from every other.
  private static func distances(of images: [UInt8], count: Int) -> [Float] {
    guard count > 0 else { return [] }
    let width = images.count / count
    return withScratch(images.count) { scalars in
      images.withUnsafeBufferPointer {
        gatherBytes($0, indices: Array(0..<count), width: width, into: scalars)
      }
      return [Float](unsafeUninitializedCapacity: count * count) { distances, size in
        size = count * count
        guard let base = distances.baseAddress else { return }
        let rows = Matrix(scalars, count, width)
        PairwiseDistance(rows, rows, .squared).distances(into: base)
      }
    }
  }

  private static func characterName(_ number: Int) -> String {
    "character" + (number < 9 ? "0\(number + 1)" : "\(number + 1)")
  }

  /// An invented name that no other alphabet has: `Veluda`.
  private static func name(other names: [String], using random: inout SeededGenerator) -> String {
    while true {
      let syllables = (0..<random.int(in: 2...3)).map { _ in
        random.pick(["b", "d", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z"])
          + random.pick(["a", "e", "i", "o", "u"])
      }
      let word = syllables.joined()
      let name = word.prefix(1).uppercased() + word.dropFirst()
      if !names.contains(name) { return name }
    }
  }
}

extension StrokeRaster {
  /// Adds a character; the result says which strokes are its own.
  fileprivate mutating func add(_ character: [GlyphStroke]) -> Range<Int> {
    let first = strokes.count
    for stroke in character {
      add(x: stroke.knots.map(\.x), y: stroke.knots.map(\.y), isSmooth: stroke.isSmooth)
    }
    return first..<strokes.count
  }
}
