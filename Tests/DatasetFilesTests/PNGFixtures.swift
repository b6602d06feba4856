import Foundation
import Testing

/// Files that `Fixtures/png.py` made: 4×2 pixels of the levels 0, 1/3, 2/3 and 1, forwards in the
/// first row and backwards in the second.
enum PNGFixtures {
  struct Fixture: Sendable, CustomTestStringConvertible {
    let name: String
    let base64: String

    var file: [UInt8] { [UInt8](Data(base64Encoded: base64) ?? Data()) }
    var testDescription: String { name }

    /// Transparent pixels lie on white, and one bit has but two levels.
    var gray: [UInt8] {
      name == "gray, 1 bit"
        ? [0, 255, 0, 255, 255, 255, 0, 0] : [0, 85, 170, 255, 255, 170, 85, 0]
    }
  }

  static let all = [
    Fixture(
      name: "gray, 1 bit",
      base64: "iVBORw0KGgoAAAANSUhEUgAAAAQAAAACAQAAAABX00DOAAAADElEQVR42mMIYDgAAAG0ARFGJd"
        + "fFAAAAAElFTkSuQmCC"),
    Fixture(
      name: "gray, 2 bits",
      base64: "iVBORw0KGgoAAAANSUhEUgAAAAQAAAACAgAAAAAQczoeAAAADElEQVR42mOQZngCAAE5AQB7mU"
        + "I3AAAAAElFTkSuQmCC"),
    Fixture(
      name: "gray, 4 bits",
      base64: "iVBORw0KGgoAAAANSUhEUgAAAAQAAAACBAAAAACfM8++AAAADklEQVR42mNgXc/wKwAABR8B/8"
        + "dBgMwAAAAASUVORK5CYII="),
    Fixture(
      name: "gray, 8 bits",
      base64: "iVBORw0KGgoAAAANSUhEUgAAAAQAAAACCAAAAABawyK/AAAAEklEQVR42mNgCF31n+H/qlAGAB"
        + "P2A/0sBBLjAAAAAElFTkSuQmCC"),
    Fixture(
      name: "gray, 16 bits",
      base64: "iVBORw0KGgoAAAANSUhEUgAAAAQAAAACEAAAAAAKU/78AAAAGklEQVR42gXBAQEAAACCIE96sp"
        + "MGgG5FbQoHR8oH+W9iCKEAAAAASUVORK5CYII="),
    Fixture(
      name: "RGB",
      base64: "iVBORw0KGgoAAAANSUhEUgAAAAQAAAACCAIAAADwyuo0AAAAHUlEQVR42mNgYGAIDQ1dtWrV//"
        + "//GYAYyALygaIAm34L9drVcbsAAAAASUVORK5CYII="),
    Fixture(
      name: "palette",
      base64: "iVBORw0KGgoAAAANSUhEUgAAAAQAAAACAgMAAAACxpXwAAAADFBMVEUAAABVVVWqqqr////Bf2"
        + "LRAAAADElEQVR42mOQZngCAAE5AQB7mUI3AAAAAElFTkSuQmCC"),
    Fixture(
      name: "gray, transparent",
      base64: "iVBORw0KGgoAAAANSUhEUgAAAAQAAAACCAQAAADVobXoAAAAGUlEQVR42mNg+B/6f9V/TgYGTo"
        + "ZVQCbDfwBGdwgLZnwDeQAAAABJRU5ErkJggg=="),
    Fixture(
      name: "RGB, transparent",
      base64: "iVBORw0KGgoAAAANSUhEUgAAAAQAAAACCAYAAAB/qH1jAAAAIUlEQVR42hWJsQkAAACCXDuwJ3"
        + "uyaBFUgNpukkqC4/L4OckNDCuNlouUAAAAAElFTkSuQmCC"),
  ]
}
