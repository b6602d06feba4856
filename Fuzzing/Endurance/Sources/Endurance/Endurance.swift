import ArgumentParser

/// What only time, or another program's doings, would bring to light.
@main
struct Endurance: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Uses the library for long, from many tasks and inside a host that forks.",
    subcommands: [Load.self, Leaks.self, Host.self, Races.self])
}

/// Something that is not as it was promised.
struct Wrong: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

func check(_ condition: Bool, _ message: @autoclosure () -> String) throws {
  if !condition { throw Wrong(message()) }
}
