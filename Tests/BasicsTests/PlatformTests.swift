import Testing

@testable import Basics

@Suite struct PlatformTests {
  /// In a process of its own, since the environment is the whole process's.
  @Test func theEnvironmentMayAskForThreads() async {
    await #expect(processExitsWith: .success) {
      for (text, count) in [("3", 3), ("0", nil), ("-2", nil), ("many", nil), ("", nil)] {
        setenv("ONESHOT_THREADS", text, 1)
        guard requestedThreadCount() == count else { fatalError(text) }
      }
      unsetenv("ONESHOT_THREADS")
      guard requestedThreadCount() == nil else { fatalError("unset") }
    }
  }
}
