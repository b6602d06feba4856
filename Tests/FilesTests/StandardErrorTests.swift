import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct StandardErrorTests {
  @Test func textIsWrittenAsItIs() throws {
    let folder = try TemporaryFolder()
    let descriptor = open(folder["log"].systemPath, O_WRONLY | O_CREAT, 0o644)
    for text in ["50 % läufe", "", "\n"] { StandardError.write(text, to: descriptor) }
    close(descriptor)
    #expect(try Files.read(folder["log"]) == Array("50 % läufe\n".utf8))
  }

  /// A full disk, a closed stream.
  @Test func whatCannotBeWrittenEndsNothing() {
    let descriptor = open("/dev/full", O_WRONLY)
    StandardError.write("lost", to: descriptor)
    if descriptor >= 0 { close(descriptor) }
    StandardError.write("lost", to: -1)
  }
}
