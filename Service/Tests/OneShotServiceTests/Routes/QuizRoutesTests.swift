import DatasetFiles
import Foundation
import HummingbirdTesting
import Testing

@testable import OneShotService

@Suite struct QuizRoutesTests {
  @Test func aTaskIsTheSameForEveryone() async throws {
    try await TestService().run { client in
      let task = try await client.get("/quiz/tasks/7/3")
      let object = try task.object
      let choices = try #require(object["choices"] as? [String])
      #expect(object["ways"] as? Int == 20 && Set(choices).count == 20)
      #expect(object["source"] as? String == "glyphs")
      let text = try #require(object["query"] as? String)
      let query = try #require(Data(base64Encoded: text))
      #expect(try PNG.decode([UInt8](query)).width == 105)
      #expect(try await client.get("/quiz/tasks/7/3").text == task.text)
      #expect(try await client.get("/quiz/tasks/7/4").text != task.text)
      #expect(try await client.get("/quiz/tasks/8/3").text != task.text)
      let five = try await client.get("/quiz/tasks/7/3?ways=5").object
      #expect((five["choices"] as? [String])?.count == 5)
      let many = try await client.get("/quiz/tasks/7/3?ways=50").object
      #expect((many["choices"] as? [String])?.count == 50)
    }
  }

  /// The answers are spread, and the network is often right.
  @Test func theNetworkAnswersToo() async throws {
    try await TestService().run { client in
      var (right, answers) = (0, Set<Int>())
      for index in 0..<12 {
        let object = try await client.post(
          "/quiz/tasks/1/\(index)?ways=5", json: #"{"choice": 0, "milliseconds": 12.5}"#
        ).object
        let answer = try #require(object["answer"] as? Int)
        let network = try #require(object["network"] as? Int)
        #expect((0..<5).contains(answer) && (0..<5).contains(network))
        answers.insert(answer)
        if answer == network { right += 1 }
      }
      #expect(right >= 8 && answers.count > 2)
    }
  }

  @Test func resultsAreKept() async throws {
    let test = try TestService()
    try await test.run { client in
      for correct in 1...3 {
        let kept = try await client.post(
          "/quiz/results",
          json: #"{"name": "Ada", "seed": 7, "tasks": 20, "correct": \#(correct), "network": 18}"#)
        #expect(try kept.status == .created && kept.object["id"] as? Int == correct)
      }
      let nameless = try await client.post(
        "/quiz/results", json: #"{"seed": 0, "tasks": 1, "correct": 0, "network": 0}"#)
      #expect(try nameless.status == .created && nameless.object["name"] == nil)
    }
    try await test.run { client in
      let results = try await client.get("/quiz/results").object["results"] as? [[String: Any]]
      #expect(results?.map { $0["correct"] as? Int } == [0, 3, 2, 1])
      #expect(results?.last?["name"] as? String == "Ada")
    }
  }

  @Test func ownPicturesAreAsked() async throws {
    let folder = try TemporaryFolder()
    for character in 0..<4 {
      let place = folder.url.appending(path: "signs/c\(character)")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      for hand in 0..<2 {
        let file = place.appending(path: "\(hand).png")
        try Data(Drawings.png(character, by: hand)).write(to: file)
      }
    }
    let test = try TestService { $0.quiz = folder.url.appending(path: "signs") }
    try await test.run { client in
      let task = try await client.get("/quiz/tasks/1/1?ways=4").object
      #expect(task["source"] as? String == "signs")
      #expect((task["choices"] as? [String])?.count == 4)
      #expect(try await client.get("/quiz/tasks/1/1?ways=5").isProblem(.unprocessableContent))
    }
  }

  @Test(arguments: [
    ("/quiz/tasks/x/1", 404), ("/quiz/tasks/-1/1", 404), ("/quiz/tasks/1/1000001", 404),
    ("/quiz/tasks/9007199254740992/1", 404), ("/quiz/tasks/1/1?ways=1", 422),
    ("/quiz/tasks/1/1?ways=51", 422), ("/quiz/tasks/9007199254740991/1000000?ways=2", 200),
  ])
  func tasksAreBounded(path: String, status: Int) async throws {
    try await TestService().run { client in
      let answer = try await client.get(path)
      #expect(answer.status.code == status)
    }
  }

  @Test(arguments: [
    ("/quiz/tasks/1/1", #"{"choice": 20}"#, 422), ("/quiz/tasks/1/1", #"{"choice": -1}"#, 422),
    ("/quiz/tasks/1/1", "{}", 422), ("/quiz/tasks/1/1", "x", 400),
    ("/quiz/results", #"{"seed": 1, "tasks": 0, "correct": 0, "network": 0}"#, 422),
    ("/quiz/results", #"{"seed": 1, "tasks": 2, "correct": 3, "network": 0}"#, 422),
    ("/quiz/results", #"{"seed": 1, "tasks": 2, "correct": 0, "network": -1}"#, 422),
    ("/quiz/results", #"{"seed": -1, "tasks": 2, "correct": 0, "network": 1}"#, 422),
    ("/quiz/results", #"{"seed": 1, "tasks": 2, "correct": 0, "network": 1, "name": ""}"#, 422),
    (
      "/quiz/results", #"{"seed": 1, "tasks": 2, "correct": 0, "network": 1, "name": "\u0000"}"#,
      422
    ),
  ])
  func badAnswersAreRefused(path: String, json: String, status: Int) async throws {
    try await TestService().run { client in
      let answer = try await client.post(path, json: json)
      #expect(try answer.isProblem(.init(code: status)), "\(answer.text)")
    }
  }
}
