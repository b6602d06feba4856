import Foundation

/// How a person did in a quiz, and how the network did.
public struct QuizResult: Codable, Sendable {
  /// The service's own number; nil in what a client sends.
  public var id: Int64?
  /// When it was kept, to the second; nil in what a client sends.
  public var created: Date?
  /// Of the person; nil if it was not said.
  public var name: String?
  /// Of the quiz.
  public let seed: Int64
  /// The number of tasks.
  public let tasks: Int
  /// How many of them the person got right.
  public let correct: Int
  /// How many of them the network got right.
  public let network: Int

  private enum CodingKeys: CodingKey { case id, created, name, seed, tasks, correct, network }

  /// A result that was kept.
  public init(
    id: Int64, created: Date, name: String?, seed: Int64, tasks: Int, correct: Int, network: Int
  ) {
    self.id = id
    self.created = created
    self.name = name
    self.seed = seed
    self.tasks = tasks
    self.correct = correct
    self.network = network
  }

  /// What a client sends; number and time are the service's own.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    name = try values.decodeIfPresent(String.self, forKey: .name)
    seed = try values.decode(Int64.self, forKey: .seed)
    tasks = try values.decode(Int.self, forKey: .tasks)
    correct = try values.decode(Int.self, forKey: .correct)
    network = try values.decode(Int.self, forKey: .network)
  }

  /// - Throws: ``Problem`` if a number or the name is not possible.
  public func requirePossible() throws {
    guard (1...1000).contains(tasks), (0...tasks).contains(correct), (0...tasks).contains(network),
      (0...(1 << 53 - 1)).contains(seed)
    else {
      throw Problem(
        .unprocessableContent, "The result is not possible.",
        found: "seed \(seed), \(tasks) tasks, \(correct) and \(network) right",
        expected: "a seed of the quiz, 1 to 1000 tasks, and no more right than there are")
    }
    if let name { _ = try Label(name) }
  }
}
