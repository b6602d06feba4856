import Autograd
import Foundation
import Synchronization

/// Lets Ctrl-C (SIGINT), SIGTERM and the end of a terminal (SIGHUP) end a training well: the step is
/// finished and, if the plan has a folder for checkpoints, saved. A second signal ends the process at once.
/// A process that `nohup` keeps from SIGHUP goes on.
public struct InterruptHandler: Callback {
  private var watch: SignalWatch?

  /// Handles the signals from the beginning of the training to its end.
  public init() {}

  /// Starts to listen.
  public mutating func trainingBegan(
    _ run: inout TrainingRun, _ model: inout some Parameterized
  ) { watch = SignalWatch() }

  /// Ends the training if a signal has come.
  public mutating func stepEnded(
    _ run: inout TrainingRun, _ model: inout some Parameterized
  ) {
    if let name = watch?.received { run.end(.interrupted(name)) }
  }

  /// Gives the signals back the effect that they had.
  public mutating func trainingEnded(
    _ run: inout TrainingRun, _ model: inout some Parameterized
  ) { watch = nil }
}

/// The number of the signal that came last, 0 for none: all that a signal handler may touch.
private let receivedSignal = Atomic<Int32>(0)

/// Remembers signals while it lives.
final class SignalWatch {
  private let names: [Int32: String]

  init() {
    var names = [SIGINT: "SIGINT", SIGTERM: "SIGTERM"]
    if !Self.isIgnored(SIGHUP) { names[SIGHUP] = "SIGHUP" }
    self.names = names
    receivedSignal.store(0, ordering: .sequentiallyConsistent)
    for number in names.keys {
      signal(number) { number in
        receivedSignal.store(number, ordering: .sequentiallyConsistent)
        signal(number, SIG_DFL)
      }
    }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    sigaction(number, nil, &action)
    #if canImport(Darwin)
      let handler = action.__sigaction_u.__sa_handler
    #else
      let handler = action.__sigaction_handler.sa_handler
    #endif
    // Handlers cannot be compared, their addresses can.
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  var received: String? { names[receivedSignal.load(ordering: .sequentiallyConsistent)] }

  deinit { for number in names.keys { signal(number, SIG_DFL) } }
}
