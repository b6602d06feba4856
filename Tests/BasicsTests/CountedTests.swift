import Basics
import Testing

@Suite struct CountedTests {
  @Test(arguments: [
    (0, "image", "0 images"), (1, "image", "1 image"), (2, "class", "2 classes"),
    (1, "class", "1 class"),
  ])
  func theNounFollowsTheNumber(count: Int, noun: String, text: String) {
    #expect(counted(count, noun) == text)
  }
}
