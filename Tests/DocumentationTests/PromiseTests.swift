import Testing

/// The page of promises names a test for each of them.
@Suite struct PromiseTests {
  @Test func everyNamedTestExists() throws {
    let text = try Package.text("Documentation/Promises.md")
    let named = text.matches(of: /`([\w+]+Tests)\.(\w+)`/).map { (String($0.1), String($0.2)) }
    #expect(named.count > 15)
    var sources: [String: [String]] = [:]
    for folder in ["Tests", "Service/Tests"] {
      for path in try Package.swiftFiles(below: folder) {
        let name = path.split(separator: "/").last.map { String($0.dropLast(".swift".count)) } ?? ""
        sources[name, default: []].append(try Package.text("\(folder)/\(path)"))
      }
    }
    for (file, test) in named {
      let isThere = (sources[file] ?? []).contains { $0.contains("func \(test)(") }
      #expect(isThere, "\(file) has no \(test)")
    }
  }
}
