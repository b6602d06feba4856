import Files
import TestSupport
import Testing

@testable import DatasetFiles

@Suite struct ListLayoutTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func layout(_ list: String) throws -> PictureLayout {
    for name in ["a.png", "b.png", "sub/c d.png"] { try folder.write([], to: "images/\(name)") }
    try folder.write(Array(list.utf8), to: "lists/train.csv")
    return try PictureLayout(
      PictureList(folder["lists/train.csv"]), of: FileTree(folder["images"]))
  }

  private func problems(_ list: String) throws -> [String] {
    let path = "\(folder.path)/lists/train.csv:"
    return try layout(list).problems.map { String($0.description.dropFirst(path.count)) }
  }

  @Test func rowsAreFilesAndTheirClasses() throws {
    let layout = try layout("filename,label\nb.png,dog\n./sub//c d.png,cat\na.png,dog\n")
    #expect(layout.name == "train" && layout.problems.isEmpty && layout.ignored.isEmpty)
    #expect(layout.places.map(\.path) == ["b.png", "sub/c d.png", "a.png"])
    #expect(layout.places.map(\.owner.name) == ["dog", "cat", "dog"])
    #expect(layout.places.allSatisfy { $0.owner.group == "train" })
    #expect(layout.places[0].home == "\(folder.path)/lists/train.csv: dog")
  }

  @Test func columnsComeInAnyOrderWithOthersBetween() throws {
    let layout = try layout("\u{FEFF}number,Label, group,FILENAME\r\n0,\"a, b\",pets,a.png\r\n")
    #expect(layout.places[0].owner == .init(group: "pets", name: "a, b"))
    #expect(layout.places[0].home == "\(folder.path)/lists/train.csv: pets/a, b")
  }

  @Test func aBadRowIsNamedWithItsLine() throws {
    let list = "filename,label\na.png,cat\nmissing.png,cat\n,cat\nb.png, \n\nb.png,cat,dog\n"
    #expect(
      try problems(list) == [
        "3: expected an image in \(folder.path)/images, found missing.png, which is not there",
        "4: expected a file name and a label in 2 columns, found no file name",
        "5: expected a file name and a label in 2 columns, found no label",
        "7: expected a file name and a label in 2 columns, found 3 columns",
      ])
    #expect(
      try problems("label,filename,group\ncat,a.png,x\ncat,b.png,\na/b,b.png,x/y\n\"cat,b.png,x")
        == [
          "3: expected a file name and a label in 3 columns, found no group",
          "4: expected a file name and a label in 3 columns, found the group x/y, which has a slash",
          "5: expected a file name and a label in 3 columns, found a quote that does not end",
        ])
  }

  @Test func filesOutsideTheFolderAreRefused() throws {
    #expect(
      try problems("filename,label\na.png,cat\n/etc/a.png,cat\n../b.png,cat\nx/../../b.png,cat\n")
        == [
          "3: expected a file name and a label in 2 columns, found /etc/a.png, which leads out of the folder",
          "4: expected a file name and a label in 2 columns, found ../b.png, which leads out of the folder",
          "5: expected a file name and a label in 2 columns, found x/../../b.png, which leads out of the "
            + "folder",
        ])
  }

  @Test func aFileIsOfOneRowAlone() throws {
    let list = "filename,label\na.png,cat\nb.png,cat\n./a.png,cat\na.png,dog\n"
    #expect(
      try problems(list) == [
        "4: expected each image once, found a.png, which line 2 has",
        "5: expected each image once, found a.png, which line 2 has as cat",
      ])
    #expect(try layout(list).places.map(\.path) == ["a.png", "b.png"])
  }

  @Test(arguments: [
    ("", "an empty file"), ("a.png,cat\n", "the header a.png,cat"),
    ("filename;label\n", "the header filename;label"),
    ("filename,class\n", "the header filename,class"),
    ("filename,label\n", "no rows"),
  ])
  func whatIsNoListIsNamed(list: String, found: String) {
    let error = #expect(throws: FileProblem.self) { try layout(list) }
    #expect(error?.path == "\(folder.path)/lists/train.csv" && error?.found == found)
    #expect(error?.expected == PictureLayout.listExpected)
  }

  @Test func whereNoFileIsThereTheFirstIsNamed() {
    let error = #expect(throws: FileProblem.self) {
      try layout("filename,label\nx.png,cat\ny.png,cat\n")
    }
    #expect(error?.line == 2 && error?.found == "x.png, which is not there")
  }

  #if os(Linux)
    @Test func bytesThatAreNoTextNameFilesAndClasses() throws {
      let name = BytePath([0xE9])
      try folder.write([], to: BytePath("images").appending(name))
      let list = Array("filename,label\n".utf8) + [0xE9, 0x2C, 0xE8]
      let path = try folder.write(list, to: "bytes.csv")
      let layout = try PictureLayout(PictureList(path), of: FileTree(folder["images"]))
      #expect(layout.places.map(\.path) == [name])
      #expect(layout.names.name(of: layout.places[0].owner) == "\\xE8")
    }
  #endif
}
