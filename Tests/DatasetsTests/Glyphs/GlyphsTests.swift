import Kernels
import Tensor
import Testing

@testable import Datasets

@Suite struct GlyphsTests {
  private let glyphs = Glyphs(alphabets: 4, characters: 10, drawers: 6, seed: 3)

  @Test func everyCharacterIsDrawnByEveryDrawer() {
    let data = glyphs.dataset(size: 28)
    #expect(data.name == "Glyphs (generated, seed 3)")
    #expect(data.imageShape == [28, 28, 1])
    #expect(Set(data.groups).count == 4)
    #expect(data.classes.count == 40 && data.count == 240)
    #expect(data.classes.flatMap(\.images) == Array(0..<240))
    #expect(data.classes[39].group == 3 && data.classes[39].name == "character10")
  }

  @Test func theSeedDecidesAndNotTheNumberOfThreads() {
    let before = ThreadPool.threadCount
    defer { ThreadPool.threadCount = before }
    let data = glyphs.dataset(size: 28)
    ThreadPool.threadCount = 3
    #expect(glyphs.dataset(size: 28).pixels == data.pixels)
    var other = glyphs
    other.seed = 4
    #expect(other.dataset(size: 28).pixels != data.pixels)
  }

  @Test func everyImageHasInkAndMostlyPaper() {
    let data = glyphs.dataset(size: 35)
    for image in 0..<data.count {
      let ink = pixels(data, image).count { $0 > 64 }
      #expect((3...500).contains(ink), "image \(image) has \(ink) inked pixels of 1225")
    }
  }

  @Test func theSizeChangesNothingButTheSize() {
    let large = glyphs.dataset(size: 112).resized(height: 28, width: 28)
    let small = glyphs.dataset(size: 28)
    #expect(large.groups == small.groups && large.classes == small.classes)
    let pairs = zip(large.pixels, small.pixels).map { (Double($0), Double($1)) }
    let difference = pairs.reduce(0) { $0 + abs($1.0 - $1.1) } / Double(pairs.count)
    let other = zip(large.pixels, small.pixels.dropFirst(28 * 28 * 6)).reduce(0.0) {
      $0 + abs(Double($1.0) - Double($1.1))
    }
    #expect(difference < 0.2 * other / Double(pairs.count))
  }

  /// The nearest of 20 examples of one drawer to each drawing of another, in pixels.
  private func nearestNeighborAccuracy(of data: ImageDataset) -> Double {
    let (ways, width) = (20, data.height * data.width)
    var (right, all) = (0, 0)
    for group in data.groups.indices {
      for (first, second) in [(0, 1), (2, 3), (4, 5), (1, 4)] {
        let classes = data.classes.filter { $0.group == group }
        let support = data.images(at: classes.map { $0.images[first] })
        let queries = data.images(at: classes.map { $0.images[second] })
        let distances = Tensor([ways, ways]) { distances in
          queries.withUnsafeScalars { a in
            support.withUnsafeScalars { b in
              guard let a = a.baseAddress, let b = b.baseAddress else { return }
              let rows = [a, b].map { Matrix($0, ways, width) }
              PairwiseDistance(rows[0], rows[1], .squared).distances(into: distances)
            }
          }
        }.scalars
        for query in 0..<ways {
          let row = Array(distances[query * ways..<(query + 1) * ways])
          right += row.indices.min { row[$0] < row[$1] } == query ? 1 : 0
          all += 1
        }
      }
    }
    return Double(right) / Double(all)
  }

  /// Chance is 5 %; the hands differ so much that pixels alone are a poor guide, and not so much that
  /// the characters are lost.
  @Test func pixelsAloneDoNotTellCharactersApart() {
    let data = Glyphs(drawers: 6).dataset(size: 28)
    let accuracy = nearestNeighborAccuracy(of: data)
    #expect((0.2...0.5).contains(accuracy))
  }
}
