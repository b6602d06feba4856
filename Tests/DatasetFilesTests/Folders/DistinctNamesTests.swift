import Files
import Testing

@testable import DatasetFiles

@Suite struct DistinctNamesTests {
  private let one: BytePath = "\u{E9}"
  private let two: BytePath = "e\u{301}"

  private func place(_ group: BytePath, _ name: BytePath) -> PictureLayout.Place {
    .init(path: "x", owner: .init(group: group, name: name), home: "\(group)/\(name)")
  }

  @Test func namesStayUnlessTheyLookTheSame() {
    let places = [place("a", one), place("b", two), place("a", "e"), place("a", "E")]
    let names = DistinctNames(of: places)
    #expect(places.map { names.name(of: $0.owner) } == ["é", "é", "e", "E"])
    #expect(names.changes.isEmpty && names.name(ofGroup: "a") == "a")
  }

  @Test func theSecondGetsANumber() {
    let places = [place("a", two), place("a", one), place("a", one)]
    let names = DistinctNames(of: places)
    #expect(places.map { names.name(of: $0.owner) } == ["é", "é (2)", "é (2)"])
    #expect(names.changes.count == 1 && names.changes[0].home == "a/é" && !names.changes[0].isGroup)
  }

  @Test func aNumberThatIsTakenIsPassedOver() {
    let places = [place("a", two), place("a", one), place("a", "é (2)")]
    let names = DistinctNames(of: places)
    #expect(Set(places.map { names.name(of: $0.owner) }) == ["é", "é (2)", "é (3)"])
    #expect(names.name(of: places[2].owner) == "é (2)")
  }

  @Test func groupsAreToldApartAsWell() {
    let places = [place(two, "a"), place(one, "a")]
    let names = DistinctNames(of: places)
    #expect(names.name(ofGroup: two) == "é" && names.name(ofGroup: one) == "é (2)")
    #expect(places.map { names.name(of: $0.owner) } == ["a", "a"])
    #expect(names.changes.map(\.isGroup) == [true])
  }

  @Test func numbersOfBytesAndTheTextThatLooksLikeThemAreTwo() {
    let places = [place("a", "\\xE9"), place("a", BytePath([0xE9]))]
    let names = DistinctNames(of: places)
    #expect(places.map { names.name(of: $0.owner) } == ["\\xE9", "\\xE9 (2)"])
  }
}
