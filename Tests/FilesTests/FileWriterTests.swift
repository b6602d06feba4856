import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct FileWriterTests {
  #if os(Linux)
    @Test func aFullDiskIsCalledOne() throws {
      let full = URL(filePath: "/dev/full")
      let problem = #expect(throws: FileProblem.self) { try Files.write([1, 2, 3], to: full) }
      #expect(
        problem
          == FileProblem(
            path: "/dev/full", found: "No space left on device", expected: "a writable file"))
    }
  #endif

  /// A disk gets full in the midst of a call: that call writes a part and sets no error.
  @Test func aShortWriteSaysWhy() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let file = try folder.write([7], to: "file")
      limitFileSize(to: 100)
      let bytes = [UInt8](repeating: 1, count: 250)
      let problem = #expect(throws: FileProblem.self) { try Files.write(bytes, to: file) }
      #expect(problem?.found == "File too large")
      #expect(try Files.read(file) == [7], "the old file stays")
      #expect(folder.names == ["file"])
    }
  }
}

/// Lets no file of this process become longer: the next best thing to a full disk.
func limitFileSize(to bytes: Int) {
  signal(SIGXFSZ, SIG_IGN)
  var limit = rlimit(rlim_cur: rlim_t(bytes), rlim_max: rlim_t(bytes))
  #if os(Linux)
    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
  #else
    setrlimit(RLIMIT_FSIZE, &limit)
  #endif
}
