import OneShot
import Testing

@Suite struct GroupSheetTests {
  @Test func theClassesOfOneGroup() {
    let dataset = numberedImages(groups: [2, 5], drawers: 3)
    let sheet = GroupSheet(dataset, group: "group1", image: 1, columns: 5)
    // Tiles of 2 and gaps of 4 pixels.
    #expect((sheet.width, sheet.height, sheet.channels) == (34, 10, 1))
    for place in 0..<5 {
      let pixels = (0..<2).map { sheet.pixels[4 * 34 + 4 + place * 6 + $0] }
      // The class and the drawer.
      #expect(pixels == [255 - UInt8(2 + place), 254])
    }
    #expect(GroupSheet(dataset, group: "group1").width == 4 + 3 * 6)
    #expect(GroupSheet(dataset, group: "group1", image: 9, columns: 5).pixels[4 * 34 + 5] == 253)
  }
}
