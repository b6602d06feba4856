import Datasets
import Testing

@Suite struct ClassSizesTests {
  @Test func smallClassesAreSplitOff() {
    let data = ImageDataset(
      name: "sizes", height: 1, width: 1, groups: ["a", "b"],
      classes: [
        .init(name: "three", group: 0, images: [0, 1, 2]),
        .init(name: "one", group: 0, images: [3]),
        .init(name: "two", group: 1, images: [5, 4]),
      ], pixels: [10, 11, 12, 13, 14, 15])
    let (kept, dropped) = data.splitting(classesOfAtLeast: 2)
    #expect(kept.classes.map(\.name) == ["three", "two"])
    #expect(kept.pixels == [10, 11, 12, 15, 14] && kept.groups == ["a", "b"])
    #expect(dropped.classes.map(\.name) == ["one"] && dropped.pixels == [13])
    let (all, none) = data.splitting(classesOfAtLeast: 1)
    #expect(all.classes == data.classes && none.classes.isEmpty && none.count == 0)
  }
}
