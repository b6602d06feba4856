import Foundation
import TestSupport
import Testing

@testable import Files
@testable import OneShot

@Suite struct OneShotClassifierGalleryTests {
  private let folder: TemporaryFolder
  private var url: URL { folder["gallery"] }

  init() throws { folder = try TemporaryFolder() }

  private func empty(
    _ rule: ShotRule = .meanScore, seed: UInt64 = 1, units: Int = 6
  ) throws -> OneShotClassifier<Sequential> {
    OneShotClassifier(try TinyNetwork.make(seed: seed, units: units), shotRule: rule)
  }

  /// The bits of what a classifier says.
  private func answers(_ classifier: OneShotClassifier<Sequential>) throws -> [String] {
    let images = TinyNetwork.glyphs.images(at: [3, 17, 40, 99])
    return try classifier.predictions(of: images, top: .max).flatMap { prediction in
      prediction.candidates.map { "\($0.label) \($0.score.bitPattern)" }
    }
  }

  @Test(arguments: ShotRule.allCases) func keepsEveryChange(_ rule: ShotRule) throws {
    var classifier: OneShotClassifier? = try empty(rule)
    try classifier!.enroll("first", TinyNetwork.image(0))
    let report = try classifier!.openGallery(url)
    #expect(report == GalleryReport(classes: 1, examples: 1, cutBytes: 0))
    #expect(classifier!.gallery == url)
    let size = Files.size(url)
    try classifier!.enroll([
      ("class 1", TinyNetwork.images(1, drawers: 0..<3)), ("Ж", TinyNetwork.image(2)),
      ("class 1", TinyNetwork.image(3)),
    ])
    try classifier!.enroll("gone", TinyNetwork.image(4))
    try classifier!.remove("gone")
    try classifier!.remove("class 1", example: 1)
    // A record each, and not the file anew.
    #expect((64...2000).contains(Files.size(url) - size))
    let (expected, labels) = (try answers(classifier!), classifier!.labels)
    classifier = nil
    for _ in 0..<2 {
      let again = try empty(rule)
      let found = try again.openGallery(url)
      #expect(found == GalleryReport(classes: 3, examples: 5, cutBytes: 0))
      #expect(again.labels == labels && again.shots(of: "class 1") == 3)
      #expect(try answers(again) == expected)
      // The next round reads one without what is gone.
      try again.compactGallery()
      #expect(try answers(again) == expected)
    }
    #expect(folder.names == ["gallery"])
  }

  /// Rows that stay where they are in the file, and such that are added to their classes.
  @Test(arguments: ShotRule.allCases) func manyAreLeftInTheFile(_ rule: ShotRule) throws {
    let width = 700
    var random = SeededGenerator(seed: 3)
    let examples = (0..<900).map {
      (label: "class \($0 % 700)", embeddings: Tensor.normal([1 + $0 % 2, width], using: &random))
    }
    let queries = Tensor.normal([5, width], using: &random)
    let memory = try empty(rule, units: width)
    try memory.enroll(embeddings: examples)
    try memory.enroll(embeddings: [("class 5", queries[0..<1])])
    func check(_ found: OneShotClassifier<Sequential>) throws {
      let (a, b) = (
        try found.predictions(ofEmbeddings: queries, top: 9),
        try memory.predictions(ofEmbeddings: queries, top: 9)
      )
      #expect(a == b && found.labels == memory.labels)
      #expect(try found.embeddings(of: "class 1") == memory.embeddings(of: "class 1"))
    }
    do {
      let writer = try empty(rule, units: width)
      try writer.openGallery(url)
      try writer.enroll(embeddings: examples)
      try writer.enroll(embeddings: [("class 5", queries[0..<1])])
      try check(writer)
    }
    for _ in 0..<2 {
      let reader = try empty(rule, units: width)
      try reader.openGallery(url)
      try check(reader)
      try reader.compactGallery()
    }
  }

  /// Wherever a program is killed as it writes, all changes before are there.
  @Test func aTornEndIsCutOff() throws {
    var ends: [Int] = []
    do {
      let classifier = try empty()
      try classifier.openGallery(url)
      ends.append(Files.size(url))
      for number in 0..<3 {
        try classifier.enroll("class \(number)", TinyNetwork.image(number))
        ends.append(Files.size(url))
      }
      try classifier.remove("class 0")
      ends.append(Files.size(url))
    }
    let whole = try Files.read(url)
    for size in stride(from: ends[0], through: whole.count, by: 3) {
      // Some of what was to be written is there, the rest is cut off or never left memory.
      for tail in [[UInt8](), [UInt8](repeating: 0, count: whole.count - size)] {
        let torn = Array(whole[..<size]) + tail
        try Files.write(torn, to: url)
        // What is filled up with zeros is whole without the last of them.
        let count = ends.lastIndex { $0 <= torn.count && torn[..<$0] == whole[..<$0] }!
        let classifier = try empty()
        let report = try classifier.openGallery(url)
        #expect(classifier.classCount == [0, 1, 2, 3, 2][count], "\(size)")
        #expect(report.cutBytes == torn.count - ends[count])
        #expect(report.description.contains("cut off") == (report.cutBytes > 0))
        try classifier.enroll("next", TinyNetwork.image(9))
        classifier.closeGallery()
        let again = try empty()
        #expect(try again.openGallery(url).cutBytes == 0 && again.labels == classifier.labels)
      }
    }
  }

  /// A byte changed anywhere is a problem or an end that is cut off, never a wrong class.
  @Test func damageIsNotTakenForAnEnd() throws {
    do {
      let classifier = try empty()
      try classifier.openGallery(url)
      for number in 0..<3 { try classifier.enroll("class \(number)", TinyNetwork.image(number)) }
    }
    let whole = try Files.read(url)
    var found: Set<String> = []
    for place in whole.indices {
      var damaged = whole
      damaged[place] ^= 1 << UInt8(place % 8)
      try Files.write(damaged, to: url)
      let classifier = try empty()
      do {
        let report = try classifier.openGallery(url)
        let labels = classifier.labels
        #expect(labels == ["class 0", "class 1", "class 2"].prefix(labels.count).map { $0 })
        found.insert(report.cutBytes > 0 ? "cut" : "filling")
        if report.cutBytes > 0 { #expect(labels.count == 2, "\(place)") }
      } catch {
        found.insert(error.found.contains("others behind it") ? "damage" : "head")
      }
    }
    #expect(found == ["cut", "damage", "filling", "head"])
  }

  /// What would take the longest to tell from records: very many heads, each with all that follows for names.
  @Test func endlessHeadsAreDamage() throws {
    let classifier = try empty()
    try classifier.openGallery(url)
    classifier.closeGallery()
    let whole = try Files.read(url)
    let count = 1100
    let heads = (0..<count).flatMap { number -> [UInt8] in
      var head: [UInt8] = Array("OSGR".utf8) + [1, 0, 0, 0]
      for part in [1, 64 * (count - number - 1), 0, 0] {
        head += (0..<8).map { UInt8(truncatingIfNeeded: part >> (8 * $0)) }
      }
      return head + [UInt8](repeating: 0, count: 64 - head.count)
    }
    try Files.write(whole + heads, to: url)
    let error = #expect(throws: FileProblem.self) { try empty().openGallery(url) }
    #expect(error?.found == "a damaged record at byte \(whole.count) with others behind it")
    #expect(try Files.read(url).count == whole.count + heads.count, "nothing is cut off")
  }

  @Test func whoseFileItIs() throws {
    let classifier = try empty()
    try classifier.openGallery(url)
    func refusal(_ other: OneShotClassifier<Sequential>, _ file: URL? = nil) -> String? {
      let error = #expect(throws: FileProblem.self) { try other.openGallery(file ?? url) }
      return error?.found
    }
    #expect(
      refusal(try empty()) == "one that another program or another part of this one has open")
    #expect(
      refusal(classifier, folder["other"])?.hasPrefix("a classifier whose gallery is") == true)
    try classifier.enroll("a", TinyNetwork.image(0))
    // A copy has the classes and not the file.
    let copy = classifier.copy()
    #expect(copy.gallery == nil && copy.labels == ["a"])
    try copy.enroll("b", TinyNetwork.image(1))
    classifier.closeGallery()
    #expect(refusal(copy) == "a gallery for a classifier that has classes already")
    #expect(refusal(try empty(seed: 2)) == "the embeddings of another network")
    #expect(refusal(try empty(units: 7)) == "embeddings of size 6")
    try Files.write(Array("something else".utf8), to: folder["other"])
    #expect(refusal(try empty(), folder["other"]) == "something else")
    try classifier.enroll("c", TinyNetwork.image(2))
    #expect(try empty().openGallery(url).classes == 1)
  }

  @Test func aChangeThatCannotBeWrittenIsNotMade() throws {
    let classifier = try empty()
    try classifier.openGallery(url)
    try classifier.enroll("a", TinyNetwork.image(0))
    let size = Files.size(url)
    #expect(throws: ClassifierError.unknownLabel("b", known: ["a"])) { try classifier.remove("b") }
    #expect(throws: ClassifierError.emptyLabel) { try classifier.enroll("", TinyNetwork.image(0)) }
    try classifier.enroll(embeddings: [])
    #expect(Files.size(url) == size)
  }

  /// Programs that are killed at any moment leave whole changes, in their order.
  @Test func killedPrograms() async throws {
    let path = url.path(percentEncoded: false)
    for round in 0..<4 {
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [path = path as String, round = round as Int] in
        let classifier = OneShotClassifier(try TinyNetwork.make())
        try classifier.openGallery(URL(filePath: path), isSynchronized: false)
        let start = classifier.classCount
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(20 + 13 * round)) {
          kill(getpid(), SIGKILL)
        }
        for number in start... {
          try classifier.enroll(
            embeddings: [("class \(number)", .full([1, 6], Float(number % 100)))])
          if number % 50 == 49 { try classifier.compactGallery() }
        }
      }
      let classifier = try empty()
      try classifier.openGallery(url)
      let count = classifier.classCount
      #expect(count > 0)
      #expect(classifier.labels == (0..<count).map { "class \($0)" })
      #expect(
        try classifier.embeddings(of: "class \(count - 1)")
          == .full([1, 6], Float((count - 1) % 100)))
    }
  }
}
