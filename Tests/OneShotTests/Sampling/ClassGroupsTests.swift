import Testing

@testable import OneShot

@Suite struct ClassGroupsTests {
  @Test func groupsWithoutClassesDoNotCount() throws {
    let groups = ClassGroups(of: numberedImages(groups: [2, 0, 3], drawers: 1))
    #expect(groups.members == [[0, 1], [2, 3, 4]])
    #expect(groups.groupOfClass == [0, 0, 1, 1, 1])
    #expect(throws: SamplingError.self) { try groups.requireGroups(3, for: "a batch") }
  }

  @Test func theErrorNamesTheGroupByItsOwnName() {
    let groups = ClassGroups(of: numberedImages(groups: [5, 0, 3], drawers: 1))
    #expect(
      throws: SamplingError.tooFewClasses(
        group: "group2", found: 3, needed: 4, purpose: "a task")
    ) { try groups.requireClassesInEach(4, for: "a task") }
  }
}
