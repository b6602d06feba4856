import Testing

@testable import Training

@Suite struct PythonScannerTests {
  private func scanned(_ text: String) -> [String: PythonScanner.Value]? {
    var scanner = PythonScanner(Array(text.utf8))
    return scanner.scanDictionary()
  }

  @Test func readsLiterals() {
    #expect(
      scanned(" {'a': \"x y\", 'b':True,'c': (1, 23L,), 'd': (), 'e': (4)} \n")
        == [
          "a": .text("x y"), "b": .truth(true), "c": .numbers([1, 23]), "d": .numbers([]),
          "e": .numbers([4]),
        ])
    #expect(scanned("{}") == [:])
  }

  @Test(arguments: [
    "", "{", "{'a'}", "{'a': }", "{'a': 1}", "{'a': ((1,))}", "{'a': (1 2)}", "{'a': 'b}",
    "{'a': 'b\\n'}", "{'a': True 'b': True}", "{'a': True} x", "{'a': True, 'a': False}",
  ])
  func anythingElseIsNothing(_ text: String) { #expect(scanned(text) == nil) }
}
