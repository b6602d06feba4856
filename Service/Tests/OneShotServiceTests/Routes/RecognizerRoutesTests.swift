import Foundation
import HTTPTypes
import HummingbirdTesting
import OneShot
import Testing

@testable import OneShotService

@Suite struct RecognizerRoutesTests {
  private static let octets = "application/octet-stream"

  @Test func recognisersAreApart() async throws {
    try await TestService().run { client in
      let made = try await client.send(.put, "/recognisers/toys")
      #expect(made.status == .created && made.headers[.location] == "/recognisers/toys")
      try await client.enroll("seal", 0)
      try await client.enroll("ball", 1, recognizer: "/recognisers/toys")
      try await client.enroll("top", 2, recognizer: "/recognisers/toys")
      let answer = try await client.post(
        "/recognisers/toys/classify", png: Drawings.png(1)
      ).object
      let candidates = answer["candidates"] as? [[String: Any]]
      #expect(Set(candidates?.compactMap { $0["label"] as? String } ?? []) == ["ball", "top"])
      let list = try await client.get("/recognisers").object["recognisers"] as? [[String: Any]]
      #expect(list?.map { $0["name"] as? String } == ["default", "toys"])
      #expect(list?.map { $0["classes"] as? Int } == [1, 2])
      let health = try await client.get("/recognisers/toys/health").object
      #expect(health["recogniser"] as? String == "toys" && health["examples"] as? Int == 2)
      #expect(try await client.send(.delete, "/recognisers/toys").status == .noContent)
      #expect(try await client.send(.delete, "/recognisers/toys").isProblem(.notFound))
      #expect(try await client.get("/recognisers/toys/classes").isProblem(.notFound))
      #expect(try await client.get("/health").object["classes"] as? Int == 1)
    }
  }

  @Test func ofTheDefaultOneOnlyTheClassesAreDeleted() async throws {
    try await TestService().run { client in
      try await client.enroll("a", 0)
      try await client.enroll("b", 0)
      #expect(try await client.send(.delete, "/recognisers/default").status == .noContent)
      #expect(try await client.get("/health").object["classes"] as? Int == 0)
      try await client.enroll("c", 0)
      #expect(try await client.get("/recognisers/default/classes/c").status == .ok)
    }
  }

  /// What GET gives PUT takes back: classes, order, pictures, times and thresholds; and the library reads it.
  @Test func aFileIsTheRecogniser() async throws {
    try await TestService().run { client in
      for (label, character) in [("z", 0), ("a", 1), ("m", 2)] {
        try await client.enroll(label, character)
      }
      try await client.enroll("a", 1, by: 1)
      _ = try await client.post("/calibrate", json: #"{"threshold": -1.5}"#)
      let file = try await client.get("/recognisers/default")
      #expect(file.status == .ok && file.headers[.contentType] == Self.octets)
      #expect(file.headers[.contentDisposition]?.contains("default.safetensors") == true)
      let classifier = try Recognizers.classifier(in: file.bytes)
      #expect(classifier.labels == ["z", "a", "m"] && classifier.shots(of: "a") == 2)
      #expect(classifier.rejectionThreshold == -1.5)

      let put = try await client.send(
        .put, "/recognisers/copy", type: Self.octets, body: file.bytes)
      #expect(put.status == .created, "\(put.text)")
      #expect(try put.object["examples"] as? Int == 4)
      let again = try await client.send(
        .put, "/recognisers/copy", type: Self.octets, body: file.bytes)
      #expect(again.status == .ok)
      let (old, new) = (
        try await client.get("/classes").object,
        try await client.get("/recognisers/copy/classes")
          .object
      )
      let (before, after) = (Listed(old), Listed(new))
      #expect(after.labels == ["z", "a", "m"] && before.created == after.created)
      let pictures = try await client.get(
        "/recognisers/copy/classes/a/examples/\(after.ids[2]).png")
      #expect(try pictures.bytes == Drawings.png(1, by: 1))
      let health = try await client.get("/recognisers/copy/health").object
      #expect(health["threshold"] as? Double == -1.5)
      let query = try Drawings.png(2, by: 2)
      let one = try await client.post("/classify", png: query).object["candidates"]
      let two = try await client.post("/recognisers/copy/classify", png: query)
      let candidates = try two.object["candidates"]
      #expect(Labelled(one).scores == Labelled(candidates).scores)
    }
  }

  /// A classifier that the library wrote, of another network and without pictures.
  @Test func aFileBringsItsNetwork() async throws {
    let classifier = try ServedNetworks.tiny()
    let ink = try #require(classifier.preprocessing)
    for character in 0..<3 {
      let bitmap = Drawings.bitmap(character)
      let pixels = ink(bitmap.pixels, height: bitmap.height, width: bitmap.width)
      let image = ImageDataset(
        name: "", format: ink.format, groups: [], classes: [], pixels: pixels)
      try classifier.enroll("c\(character)", image.images(at: [0]))
    }
    let bytes = try classifier.fileBytes()
    let test = try TestService()
    for isFirst in [true, false] {
      try await test.run { client in
        if isFirst {
          let put = try await client.send(
            .put, "/recognisers/tiny", type: Self.octets, body: bytes)
          #expect(put.status == .created, "\(put.text)")
        }
        let answer = try await client.post(
          "/recognisers/tiny/classify?input=true", png: Drawings.png(1)
        ).object
        let best = (answer["candidates"] as? [[String: Any]])?.first
        #expect(best?["label"] as? String == "c1")
        // This network knows no threshold.
        #expect(answer["threshold"] is NSNull && answer["label"] as? String == "c1")
        let classes = Listed(try await client.get("/recognisers/tiny/classes").object)
        let picture = try await client.get(
          "/recognisers/tiny/classes/c0/examples/\(classes.ids[0]).png")
        #expect(try picture.isProblem(.notFound))
        if isFirst { try await client.enroll("new", 5, recognizer: "/recognisers/tiny") }
        #expect(
          try await client.get("/recognisers/tiny/health").object["classes"] as? Int == 4)
      }
    }
  }

  @Test(arguments: ["A", "a_b", "%20", "a.b", String(repeating: "a", count: 65), "é", ".."])
  func otherNamesAreRefused(name: String) async throws {
    try await TestService().run { client in
      let path = "/recognisers/\(name == "é" ? "%C3%A9" : name)"
      for method in [HTTPRequest.Method.put, .get, .delete] {
        let answer = try await client.send(method, path)
        #expect(try answer.isProblem(.unprocessableContent), "\(answer.text)")
      }
    }
  }

  @Test func otherFilesAreRefused() async throws {
    try await TestService().run { client in
      try await client.enroll("a", 0)
      let file = try await client.get("/recognisers/default").bytes
      var damaged = file
      damaged[damaged.count / 2] ^= 1
      for body in [[1, 2, 3], Array(file.dropLast(5)), damaged, try Drawings.png(0)] {
        let answer = try await client.send(
          .put, "/recognisers/default", type: Self.octets, body: body)
        #expect(try answer.isProblem(.unprocessableContent), "\(answer.text)")
      }
      let answer = try await client.send(.put, "/recognisers/x", type: "image/png", body: file)
      #expect(try answer.isProblem(.unsupportedMediaType))
      let bare = OneShotClassifier(try ServedNetworks.tiny().siamese)
      let other = try await client.send(
        .put, "/recognisers/x", type: Self.octets, body: bare.fileBytes())
      #expect(try other.isProblem(.unprocessableContent))
      #expect(try await client.get("/health").object["classes"] as? Int == 1)
    }
  }
}

/// Classes as the service lists them.
private struct Listed {
  var labels: [String] = []
  var ids: [Int] = []
  var created: [String] = []

  init(_ object: [String: Any]) {
    for entry in object["classes"] as? [[String: Any]] ?? [] {
      labels.append(entry["label"] as? String ?? "")
      for example in entry["examples"] as? [[String: Any]] ?? [] {
        ids.append(example["id"] as? Int ?? 0)
        created.append(example["created"] as? String ?? "")
      }
    }
  }
}

/// The scores of candidates.
private struct Labelled {
  let scores: [String: Double]

  init(_ candidates: Any?) {
    scores = Dictionary(
      uniqueKeysWithValues: (candidates as? [[String: Any]] ?? []).map {
        ($0["label"] as? String ?? "", $0["score"] as? Double ?? 0)
      })
  }
}
