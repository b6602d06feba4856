import Foundation

/// The folder of the original data on this machine; tests on it are skipped where it is nil.
public let realData = ProcessInfo.processInfo.environment["ONESHOT_DATA"].map {
  URL(filePath: $0)
}
