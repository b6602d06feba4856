import Tensor
import Testing

@testable import Datasets

@Suite struct ClassSplitTests {
  /// Classes of two images each, whose pixels are the class's number; `perGroup` to a group.
  private func dataset(_ names: [String], perGroup: Int = .max) -> ImageDataset {
    let count = names.isEmpty ? 0 : (names.count - 1) / min(perGroup, names.count) + 1
    return ImageDataset(
      name: "own", height: 1, width: 1, groups: (0..<count).map { "g\($0)" },
      classes: names.indices.map {
        .init(
          name: names[$0], group: $0 / min(perGroup, names.count), images: [2 * $0, 2 * $0 + 1])
      },
      pixels: names.indices.flatMap { [UInt8($0), UInt8($0)] })
  }

  private func names(_ count: Int) -> [String] { (0..<count).map { "class\($0)" } }

  @Test func namedClassesAreHeldOutWithTheirImages() throws {
    let data = dataset(["a", "b", "c", "a", "d", "e"], perGroup: 3)
    let (kept, heldOut) = try data.splitting(holdingOutClasses: ["g1/a", "c"])
    #expect(kept.classes.map(\.name) == ["a", "b", "d", "e"])
    #expect(kept.classes.map(\.group) == [0, 0, 1, 1] && kept.groups == ["g0", "g1"])
    #expect(kept.pixels == [0, 0, 1, 1, 4, 4, 5, 5])
    #expect(heldOut.classes.map(\.name) == ["c", "a"] && heldOut.pixels == [2, 2, 3, 3])
    // A name alone is every class of that name; a group without classes is no group.
    let (rest, others) = try data.splitting(holdingOutClasses: ["a", "d", "e"])
    #expect(others.classes.map(\.name) == ["a", "a", "d", "e"])
    #expect(rest.groups == ["g0"] && rest.classes.map(\.group) == [0, 0])
  }

  @Test func anUnknownClassIsNamed() {
    let error = #expect(throws: DatasetError.self) {
      try dataset(["a", "b"]).splitting(holdingOutClasses: ["b", "x"])
    }
    #expect(error?.description == "own has no class 'x'; it has g0/a, g0/b")
    let many = #expect(throws: DatasetError.self) {
      try dataset(names(25)).splitting(holdingOutClasses: ["x"])
    }
    #expect(many?.description.hasSuffix("g0/class19 and 5 more") == true)
  }

  @Test func aFractionOfTheClassesIsHeldOut() throws {
    let data = dataset(names(20), perGroup: 7)
    for (fraction, count) in [(0.25, 5), (0.5, 10), (0.001, 1), (0.999, 19)] {
      let (kept, heldOut) = try data.splitting(holdingOutClasses: fraction, seed: 3)
      #expect(heldOut.classes.count == count && kept.classes.count == 20 - count)
      // No class is in both, none is lost, and images stay with their class.
      let pixels = kept.pixels + heldOut.pixels
      #expect(pixels.sorted() == data.pixels)
      #expect(Set(kept.pixels).isDisjoint(with: heldOut.pixels))
      for part in [kept, heldOut] {
        for entry in part.classes {
          #expect(entry.images.allSatisfy { "class\(part.pixels[$0])" == entry.name })
        }
      }
    }
  }

  @Test func theSplitIsTheSameEverywhere() throws {
    // Computed by other means from the definition: whoever splits again in a year must not evaluate
    // on what was learned.
    let animals = dataset(["bee", "cat", "dog", "elk", "fox", "gnu"])
    #expect(
      try animals.splitting(holdingOutClasses: 0.5, seed: 1).heldOut.classes.map(\.name) == [
        "elk", "fox", "gnu",
      ])
    let signs = dataset(["traffic light", "pedestrian crossing", "Ελληνικά", "stop", "give way"])
    #expect(
      try signs.splitting(holdingOutClasses: 0.4, seed: 7).heldOut.classes.map(\.name) == [
        "pedestrian crossing", "give way",
      ])
  }

  @Test func seedsDrawDifferentClassesEvenly() throws {
    let data = dataset(names(10))
    var counts: [String: Int] = [:]
    for seed in 0..<400 {
      let heldOut = try data.splitting(holdingOutClasses: 0.3, seed: UInt64(seed)).heldOut
      for entry in heldOut.classes { counts[entry.name, default: 0] += 1 }
    }
    // 120 expected of each, with a standard deviation of 9.
    #expect(counts.count == 10 && counts.values.allSatisfy { abs($0 - 120) < 40 })
  }

  @Test func anotherClassMovesAtMostOne() throws {
    for seed in 0..<50 {
      var before = Set<String>()
      for count in 10..<20 {
        // New classes come first in the dataset, so that positions change.
        let data = dataset(names(count).reversed())
        let heldOut = try data.splitting(holdingOutClasses: 0.3, seed: UInt64(seed)).heldOut
        let now = Set(heldOut.classes.map(\.name))
        if count > 10 {
          let moved = before.symmetricDifference(now).subtracting(["class\(count - 1)"])
          #expect(moved.count <= 1)
        }
        before = now
      }
    }
  }

  @Test func theOnlyGroupsNameIsOfNoAccount() throws {
    let data = dataset(names(12))
    let renamed = ImageDataset(
      name: "moved", height: 1, width: 1, groups: ["elsewhere"], classes: data.classes,
      pixels: data.pixels)
    #expect(
      try data.splitting(holdingOutClasses: 0.4, seed: 5).heldOut.pixels
        == renamed.splitting(holdingOutClasses: 0.4, seed: 5).heldOut.pixels)
  }

  @Test func whatCannotBeSplitIsRefused() {
    for fraction in [0, 1, -0.5, 1.5, .nan] {
      #expect(throws: DatasetError.self) {
        try dataset(names(5)).splitting(holdingOutClasses: fraction, seed: 1)
      }
    }
    let error = #expect(throws: DatasetError.self) {
      try dataset(["a"]).splitting(holdingOutClasses: 0.5, seed: 1)
    }
    #expect(
      error?.description == "own has 1 class: cannot hold out 0.5; expected a fraction "
        + "between 0 and 1 of at least 2 classes")
  }
}
