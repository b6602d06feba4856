import Testing

@testable import Datasets

@Suite struct CompositesTests {
  /// Three classes of two drawers in one group, and one class in another; images of 1×3 pixels.
  let data = ImageDataset(
    name: "four", height: 1, width: 3, groups: ["Greek", "Latin"],
    classes: [
      .init(name: "a", group: 0, images: [0, 1]), .init(name: "b", group: 0, images: [2, 3]),
      .init(name: "c", group: 0, images: [4, 5]), .init(name: "d", group: 1, images: [6, 7]),
    ], pixels: (0..<24).map { UInt8($0) })

  @Test func joinsHalvesOfOneDrawer() throws {
    let composed = data.compositesAsClasses()
    #expect(composed.groups == ["Greek", "Latin", "Greek·halves"])
    #expect(composed.classes.count == 4 + 3)
    #expect(composed.classes[..<4] == data.classes[...])
    #expect(Array(composed.pixels.prefix(24)) == data.pixels)
    for entry in composed.classes[4...] {
      let names = entry.name.split(separator: "|").map(String.init)
      let (left, right) = try (
        #require(data.classes.first { $0.name == names[0] }),
        #require(data.classes.first { $0.name == names[1] })
      )
      #expect(left != right)
      #expect(entry.group == 2)
      #expect(entry.images.count == 2)
      for drawer in 0..<2 {
        let expected =
          [3 * left.images[drawer]] + [1, 2].map { 3 * right.images[drawer] + $0 }
        #expect(try composed.store.pixels(at: entry.images[drawer]) == expected.map { UInt8($0) })
      }
    }
  }

  @Test func noTwoHalvesMeetTwice() {
    let composed = data.compositesAsClasses(perClass: 9, seed: 3)
    #expect(composed.groups == ["Greek", "Latin", "Greek·halves", "Greek·halves·2"])
    let names = composed.classes[4...].map(\.name)
    #expect(Set(names) == ["a|b", "a|c", "b|a", "b|c", "c|a", "c|b"])
    #expect(names.count == 6)
  }

  @Test func theSeedDecides() {
    let sample = sampleDataset()
    let names = { (seed: UInt64) in
      sample.compositesAsClasses(seed: seed).classes.map(\.name)
    }
    #expect(names(1) == names(1))
    #expect((2...9).contains { names($0) != names(1) })
    #expect(sample.compositesAsClasses(perClass: 0).classes == sample.classes)
  }

  @Test func aSourceIsReadWhenItIsAsked() throws {
    let lazy = ImageDataset(
      name: "lazy", format: data.format, groups: data.groups, classes: data.classes,
      store: ImageStore(Reading(store: data.store), size: 3))
    #expect(lazy.compositesAsClasses().store.memory == nil)
    for position in 0..<14 {
      #expect(
        try lazy.compositesAsClasses().store.pixels(at: position)
          == data.compositesAsClasses().store.pixels(at: position))
    }
  }

  /// Images of a store that seem not to be in memory.
  private struct Reading: ImageSource {
    let store: ImageStore
    var count: Int { store.count }
    func pixels(at position: Int) throws -> [UInt8] { try store.pixels(at: position) }
  }
}
