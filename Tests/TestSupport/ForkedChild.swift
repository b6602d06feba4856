import Foundation

/// What `body` answers in a child that is forked from this process; nil if it stops, or does not answer
/// within a minute. Swift offers no fork, but a host program in C does.
public func inForkedChild(_ body: () -> Bool) -> Bool? {
  typealias Fork = @convention(c) () -> pid_t
  guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "fork") else { return nil }
  let child = unsafeBitCast(symbol, to: Fork.self)()
  if child == 0 { _exit(body() ? 0 : 1) }
  guard child > 0 else { return nil }
  let start = ContinuousClock.now
  var status: Int32 = 0
  while waitpid(child, &status, WNOHANG) == 0 {
    if ContinuousClock.now - start > .seconds(60) {
      kill(child, SIGKILL)
      waitpid(child, &status, 0)
      return nil
    }
    usleep(5000)
  }
  // Ended by itself, with 0 or 1.
  return status == 0 ? true : status == 1 << 8 ? false : nil
}
