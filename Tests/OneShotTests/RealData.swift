import Foundation

/// The folder of the original data on this machine; tests on it are skipped where it is nil.
let realData = ProcessInfo.processInfo.environment["ONESHOT_DATA"]
