import Testing

@testable import OneShot

@Suite struct EmbeddingMapTests {
  private func map(groups: [Int]) throws -> EmbeddingMap {
    let dataset = numberedImages(groups: groups, drawers: 4)
    let store = NearestNeighbor().embed(dataset)
    return EmbeddingMap(try PlaneMap.principalComponents(store.values), store, of: dataset)
  }

  @Test func aPointForEachImageAndAPictureForEachClass() throws {
    let elements = try PageElements(try map(groups: [3, 2]).svg)
    #expect(elements.all("circle").count == 5 * 4 + 2)
    #expect(elements.all("image").count == 5)
    // Groups have colors, and a legend says which.
    #expect(Set(elements.all("circle", "fill")) == ["#0072B2", "#D55E00"])
    #expect(elements.text.contains("group0") && elements.text.contains("group1"))
    let places = elements.all("circle").filter { $0["r"] == "3.5" }.map { Double($0["cx"]!)! }
    #expect(places.min()! >= 23.9 && places.max()! <= 736.1)
  }

  @Test func ofOneGroupClassesAreColored() throws {
    let few = try PageElements(try map(groups: [3]).svg)
    #expect(Set(few.all("circle", "fill")).count == 3 && few.text.contains("class2"))
    let many = try PageElements(try map(groups: [9]).svg)
    #expect(Set(many.all("circle", "fill")) == ["#0072B2"] && !many.text.contains("class2"))
  }

  @Test func onAPageEveryPointShowsItsPicture() throws {
    let map = try map(groups: [3, 2])
    let elements = try PageElements(map.element(width: 560, label: "a map"))
    #expect(elements.all("g").count { $0["class"] == "hit" } == 20)
    #expect(elements.all("svg", "role") == ["group"])
    let used = Set(elements.all("use", "href"))
    #expect(used == Set((0..<20).map { "#\(map.dataset.pictureName($0))" }))
    #expect(elements.text.contains("group1/class0"))
  }
}
