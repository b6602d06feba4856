import Foundation
import OneShot
import Testing

@Suite struct ResultRowTests {
  let row = ResultRow(
    protocol: .official, ways: 20, shots: 1, method: "siamese",
    accuracy: Accuracy(correct: 338, of: 400))

  @Test func json() throws {
    let data = try JSONEncoder().encode(row)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(
      Set(object.keys) == [
        "protocol", "ways", "shots", "method", "correct", "trials", "accuracy", "interval",
      ])
    #expect(object["protocol"] as? String == "official")
    #expect(object["method"] as? String == "siamese")
    #expect(object["ways"] as? Int == 20 && object["shots"] as? Int == 1)
    #expect(object["correct"] as? Int == 338 && object["trials"] as? Int == 400)
    #expect(object["accuracy"] as? Double == 0.845)
    let interval = try #require(object["interval"] as? [Double])
    #expect(interval.map { ($0 * 1e4).rounded() } == [8063, 8772])
    #expect(try JSONDecoder().decode(ResultRow.self, from: data) == row)
  }

  @Test func whatSawAllQueriesSaysSo() throws {
    let tasks = try TaskSampler(
      numberedImages(groups: [6], drawers: 4), ways: 3, queries: 3
    ).tasks(5, seed: 1)
    let row = ResultRow(.withinGroup, Evaluation(of: PTMAP(NearestNeighbor()), on: tasks))
    #expect(row.isTransductive)
    let data = try JSONEncoder().encode(row)
    #expect(String(decoding: data, as: UTF8.self).contains("\"seesAllQueries\":true"))
    #expect(try JSONDecoder().decode(ResultRow.self, from: data) == row)
  }

  @Test(arguments: [(401, 400), (-1, 400), (0, 0)])
  func impossibleCountsAreNotRead(correct: Int, trials: Int) {
    let json = """
      {"protocol": "within-group", "ways": 20, "shots": 1, "method": "random",
      "correct": \(correct), "trials": \(trials)}
      """
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(ResultRow.self, from: Data(json.utf8))
    }
  }
}
