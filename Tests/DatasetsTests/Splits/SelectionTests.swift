import Tensor
import Testing

@testable import Datasets

@Suite struct SelectionTests {
  let data = sampleDataset()

  @Test func selectedGroupsKeepTheirImagesInTheOrderNamed() throws {
    let chosen = try data.selecting(groups: ["Korean", "Greek"])
    #expect(chosen.groups == ["Korean", "Greek"])
    #expect(chosen.classes.map(\.group) == [0, 0, 1, 1])
    #expect(chosen.count == 12)
    #expect(chosen.classes[2].images == [6, 7, 8])
    #expect(pixels(chosen, 0) == pixels(data, 12))
    #expect(pixels(chosen, 8) == pixels(data, 2))
  }

  @Test func anUnknownGroupIsNamedWithTheKnownOnes() {
    let error = #expect(throws: DatasetError.self) { try data.selecting(groups: ["Klingon"]) }
    #expect(
      error?.description == "sample has no group 'Klingon'; it has Greek, Latin, Korean")
    #expect(throws: DatasetError.self) { try data.splitting(holdingOut: ["Latin", "Klingon"]) }
  }

  @Test func heldOutGroupsAreNotKept() throws {
    let (kept, heldOut) = try data.splitting(holdingOut: ["Latin"])
    #expect(kept.groups == ["Greek", "Korean"])
    #expect(heldOut.groups == ["Latin"])
    #expect(pixels(heldOut, 0) == pixels(data, 6))
  }

  @Test func randomGroupsAreDeterminedByTheSeedAndCoverAll() throws {
    var seen: Set<String> = []
    for seed in 0..<20 {
      var (a, b) = (SeededGenerator(seed: UInt64(seed)), SeededGenerator(seed: UInt64(seed)))
      let (kept, heldOut) = try data.splitting(holdingOut: 1, using: &a)
      #expect(try data.splitting(holdingOut: 1, using: &b).heldOut.groups == heldOut.groups)
      #expect(Set(kept.groups + heldOut.groups) == Set(data.groups))
      #expect(kept.count == 12 && heldOut.count == 6)
      seen.formUnion(heldOut.groups)
    }
    #expect(seen == Set(data.groups))
  }

  @Test func oneGroupAtLeastIsKept() {
    var random = SeededGenerator(seed: 1)
    #expect(throws: DatasetError.tooFewGroups(asked: 3, dataset: "sample", count: 3)) {
      try data.splitting(holdingOut: 3, using: &random)
    }
  }

  @Test func partsHaveTheirCountsAndShareNoGroup() throws {
    let data = sampleDataset(groups: (0..<9).map { "g\($0)" })
    var seen: Set<[String]> = []
    for seed in 0..<10 {
      var (a, b) = (SeededGenerator(seed: UInt64(seed)), SeededGenerator(seed: UInt64(seed)))
      let parts = try data.splitting(groups: [4, 1, 2], using: &a)
      #expect(
        try data.splitting(groups: [4, 1, 2], using: &b).map(\.groups) == parts.map(\.groups))
      #expect(parts.map(\.groups.count) == [4, 1, 2])
      #expect(parts.map(\.count) == [24, 6, 12])
      #expect(Set(parts.flatMap(\.groups)).count == 7)
      #expect(parts[0].groups == parts[0].groups.sorted())
      let position = try #require(data.groups.firstIndex(of: parts[1].groups[0]))
      #expect(pixels(parts[1], 4) == pixels(data, position * 6 + 4))
      seen.insert(parts[0].groups)
    }
    #expect(seen.count > 5)
    var random = SeededGenerator(seed: 1)
    #expect(try data.splitting(groups: [4, 5], using: &random).map(\.groups.count) == [4, 5])
  }

  @Test func partsThatCannotBeFilledAreRefused() {
    var random = SeededGenerator(seed: 1)
    let error = #expect(throws: DatasetError.self) {
      try data.splitting(groups: [2, 1, 1], using: &random)
    }
    #expect(
      error?.description == "sample has 3 groups: cannot split into parts of 2 + 1 + 1; "
        + "expected counts from 1 on, 3 or fewer together")
    for counts in [[2, 0], [3, -1]] {
      #expect(throws: DatasetError.cannotSplit(asked: counts, dataset: "sample", count: 3)) {
        try data.splitting(groups: counts, using: &random)
      }
    }
    #expect(random == SeededGenerator(seed: 1))
  }

  @Test func drawersAreSelectedByTheirPosition() throws {
    let last = try data.selecting(drawers: [2, 0])
    #expect(last.count == 12)
    #expect(last.classes[1].images == [2, 3])
    #expect(pixels(last, 2) == pixels(data, 5))
    #expect(pixels(last, 3) == pixels(data, 3))
    #expect(try data.selecting(drawers: 0..<2).count == 12)
    let error = #expect(throws: DatasetError.self) { try data.selecting(drawers: 0...3) }
    #expect(error?.description == "sample has no drawer 3 of Greek/class01, which has 3 images")
  }
}
