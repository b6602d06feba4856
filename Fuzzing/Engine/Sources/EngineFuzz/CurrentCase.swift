import Foundation

/// The case that runs, so that one that stops the program is known, too.
enum CurrentCase {
  nonisolated(unsafe) static var number = 0

  /// Lets a fatal signal print the number of the case first.
  static func announceCrashes() {
    for signal in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE] {
      Foundation.signal(signal) { signal in
        var digits: (UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8) = (
          0, 0, 0, 0, 0, 0, 0, 0, 10
        )
        // Nothing is allocated in a signal's handler.
        withUnsafeMutableBytes(of: &digits) { bytes in
          var rest = CurrentCase.number
          for place in (0..<8).reversed() {
            bytes[place] = UInt8(48 + rest % 10)
            rest /= 10
          }
          let text: StaticString = "stopped in case "
          _ = write(2, text.utf8Start, text.utf8CodeUnitCount)
          _ = write(2, bytes.baseAddress, bytes.count)
        }
        Foundation.signal(signal, SIG_DFL)
        raise(signal)
      }
    }
  }
}
