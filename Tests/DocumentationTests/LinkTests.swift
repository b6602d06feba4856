import Testing

/// Pages point to what exists, and are all part of what DocC renders.
@Suite struct LinkTests {
  @Test(arguments: try Package.pages())
  func linksLeadSomewhere(_ page: Page) {
    let folder = page.path.split(separator: "/").dropLast().joined(separator: "/")
    for target in page.targets where !target.hasPrefix("https://") && !target.hasPrefix("#") {
      let path =
        target.hasPrefix("doc:")
        ? "Documentation/\(target.dropFirst("doc:".count)).md" : "\(folder)/\(target)"
      #expect(Package.exists(path), "\(page.path) links to \(target)")
    }
  }

  @Test func theCatalogHasEveryPage() throws {
    let pages = try Package.files(in: "Documentation", ending: ".md").filter { $0 != "README" }
    #expect(try Package.files(in: "Sources/OneShot/OneShot.docc", ending: ".md") == pages)
    for page in pages {
      let path = "Sources/OneShot/OneShot.docc/\(page).md"
      #expect(try Package.text(path) == Package.text("Documentation/\(page).md"))
    }
  }

  @Test func targetsAreFound() {
    let page = Page(
      path: "Page.md", text: "[a](A.md), ![b](b.png) and <doc:C>,\n[d](doc:D), [e](https://e.org)")
    #expect(page.targets == ["A.md", "b.png", "doc:C", "doc:D", "https://e.org"])
  }
}
