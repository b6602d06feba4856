import ArgumentParser
import Foundation
import OneShot

@main
struct EngineFuzz: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "EngineFuzz",
    abstract: "Tries the engine on random networks, shapes and numbers.",
    subcommands: [AgainstItself.self, AgainstPyTorch.self])
}

struct AgainstItself: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "self", abstract: "Compares ways in which the engine computes the same.")

  @Option(help: "How many cases.") var cases = 2_000
  @Option(help: "What the cases are drawn from; the same seed gives the same cases.")
  var seed: UInt64 = 1
  @Option(help: "Runs the case of this number alone and prints it.") var only: Int?
  @Option(help: "Only cases of this kind.") var kind: String?

  func validate() throws {
    guard cases > 0 else {
      throw ValidationError("found \(cases) cases, expected at least one")
    }
    try requireNumber(only)
    let names = SelfKind.all.map(\.name)
    if let kind, !names.contains(kind) {
      throw ValidationError(
        "found the kind \(kind), expected one of \(names.joined(separator: ", "))")
    }
  }

  func run() throws {
    CurrentCase.announceCrashes()
    ThreadPool.threadCount = 1
    let started = ContinuousClock.now
    var tally = Tally()
    for number in only.map({ [$0] }) ?? Array(1...cases) {
      CurrentCase.number = number
      var draw = Draw(SeededGenerator(seed: seed, "case", number))
      let drawn = draw.one(of: SelfKind.all)
      if let kind, kind != drawn.name { continue }
      var trial = Trial()
      do {
        try drawn.run(&draw, &trial)
      } catch {
        trial.problems.append("an error: \(error)")
      }
      if only != nil { print(trial.description) }
      tally.add(trial, of: drawn.name, number: number)
    }
    try tally.finish(after: ContinuousClock.now - started)
  }
}

struct AgainstPyTorch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pytorch", abstract: "Compares with what judge.py computed by PyTorch.")

  @Argument(help: "The folder that judge.py wrote.") var folder: String
  @Option(help: "Runs the case of this number alone and prints it.") var only: Int?

  func validate() throws { try requireNumber(only) }

  func run() throws {
    CurrentCase.announceCrashes()
    ThreadPool.threadCount = 1
    let files = try JudgedFile.list(in: folder)
    let started = ContinuousClock.now
    var tally = Tally()
    for url in files {
      let file = try JudgedFile(url)
      for judged in file.cases where only == nil || only == judged.number {
        CurrentCase.number = judged.number
        var trial = Trial()
        do {
          try judged.run(on: file, &trial)
        } catch {
          trial.problems.append("an error: \(error)")
        }
        if only != nil { print(trial.description) }
        tally.add(trial, of: judged.kind, number: judged.number)
      }
    }
    try tally.finish(after: ContinuousClock.now - started)
  }
}

private func requireNumber(_ only: Int?) throws {
  if let only, only < 1 {
    throw ValidationError("found the case \(only), expected a number from 1")
  }
}
