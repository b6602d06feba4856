import Foundation
import Testing

@testable import Files

@Suite struct BytePathTests {
  @Test func equalToTheEyeIsNotEqual() {
    let (one, two) = (BytePath("\u{E9}"), BytePath("e\u{301}"))
    #expect("\u{E9}" == "e\u{301}" && one != two && Set([one, two]).count == 2)
    #expect(two < one && !(one < one) && one == BytePath([0xC3, 0xA9]))
  }

  @Test func theOrderIsThatOfBytes() {
    let paths: [BytePath] = ["", "a", "a b/1", "a/1", "aa", "ä", BytePath([0xFF])]
    #expect(paths.shuffled().sorted() == paths)
  }

  @Test func whatIsNoTextIsShownByNumbers() {
    #expect(
      BytePath([0x63, 0xE9, 0xC3, 0xA9, 0x0A, 0xF0, 0x9F]).description == "c\\xE9é\n\\xF0\\x9F")
    #expect(BytePath([0xC0, 0x80]).description == "\\xC0\\x80" && BytePath([]).description == "")
  }

  @Test func namesAndParents() {
    let path: BytePath = "/a//b/c.png"
    #expect(path.names == ["a", "b", "c.png"] && BytePath(names: path.names[...]) == "a/b/c.png")
    #expect(path.parent == "/a//b" && BytePath("a").parent == nil)
    #expect(path.hasSuffix(".png") && !path.hasSuffix("/a//b/c.png.") && path.hasPrefix("/a"))
    #expect(BytePath("").appending("a") == "a" && BytePath("a").appending("b") == "a/b")
    #expect(BytePath("/").appending("b") == "/b")
  }

  @Test(arguments: ["/", "/a b/50%/%20/q?x#1/日本", "/ends/with/"])
  func aPathOfAnAddressIsThatOfTheSystem(path: String) {
    #expect(BytePath(of: URL(filePath: path)) == BytePath(URL(filePath: path).systemPath))
    #expect(BytePath(of: URL(filePath: path)).description == path)
  }

  @Test func anAddressMayHaveAnyBytes() throws {
    let url = try #require(URL(string: "file:///caf%E9/%C3%A9"))
    #expect(BytePath(of: url).description == "/caf\\xE9/é" && url.shownPath == "/caf\\xE9/é")
    #expect(URL(filePath: "a/b").shownPath == "a/b")
  }
}
