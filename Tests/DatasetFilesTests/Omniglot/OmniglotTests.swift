import Foundation
import Testing

@testable import DatasetFiles

@Suite struct OmniglotTests {
  /// As the table of the repository's `python` folder has them.
  @Test func partsAreFilesOfTheRepository() {
    let base = "https://raw.githubusercontent.com/brendenlake/omniglot/master/python/"
    let names = [
      "images_background", "images_evaluation", "images_background_small1",
      "images_background_small2",
    ]
    for (part, name) in zip(Omniglot.Part.allCases, names) {
      #expect(part.file.address.absoluteString == base + name + ".zip")
      #expect(part.file.folderName == name && part.file.marker == nil)
      #expect(part.file.repository == Omniglot.repository)
    }
    #expect(
      Omniglot.runsFile.address.absoluteString == base + "one-shot-classification/all_runs.zip")
  }

  @Test func partsAreKnownByTheirNames() {
    #expect(Omniglot.Part(rawValue: "small2") == .small2)
    #expect(Omniglot.Part(rawValue: "medium") == nil)
    #expect(
      Omniglot.Part.allCases.map(\.rawValue) == ["background", "evaluation", "small1", "small2"])
  }

  /// Where it always was, so that nothing is downloaded twice.
  @Test func theCacheHasAFolderOfItsOwn() {
    let error = #expect(throws: DataNotFoundError.self) {
      try Omniglot.officialRuns(
        from: DataLocator(environment: ["XDG_CACHE_HOME": "/none here"], downloader: nil))
    }
    #expect(error?.searched == ["the cache (/none here/oneshot/omniglot)"])
  }
}
