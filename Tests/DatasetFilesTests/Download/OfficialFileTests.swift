import Foundation
import Testing

@testable import DatasetFiles

@Suite struct OfficialFileTests {
  @Test func anAddressIsBelowThatOfTheRepository() throws {
    for base in ["https://example.org/data", "https://example.org/data/"] {
      let repository = OfficialFile.Repository(
        name: "letters", address: try #require(URL(string: base)))
      let plain = OfficialFile(name: "a.zip", checksum: .md5(""), in: repository)
      #expect(plain.address.absoluteString == "https://example.org/data/a.zip")
      let below = OfficialFile(
        name: "a.zip", remotePath: "below/b c.zip", checksum: .md5(""), in: repository)
      #expect(below.address.absoluteString == "https://example.org/data/below/b%20c.zip")
    }
  }

  @Test func anArchiveUnpacksToAFolderOfItsName() throws {
    let repository = OfficialFile.Repository(
      name: "letters", address: try #require(URL(string: "https://example.org")))
    #expect(repository.subfolders.isEmpty)
    for (name, folder) in [("a.zip", "a"), ("a.b.zip", "a.b"), ("labels", "labels")] {
      let file = OfficialFile(name: name, checksum: .md5(""), in: repository)
      #expect(file.folderName == folder && file.marker == nil)
    }
  }
}
