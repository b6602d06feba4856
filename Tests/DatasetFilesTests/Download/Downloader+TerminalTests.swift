import Testing

@testable import DatasetFiles

@Suite struct DownloaderTerminalTests {
  @Test func theLineEndsWithTheDownload() {
    func line(_ received: Int, of total: Int?) -> String {
      Downloader.Progress(name: "a.zip", received: received, total: total).line
    }
    #expect(line(2048, of: 4096) == "Downloading a.zip: 2 KB of 4 KB")
    #expect(line(4096, of: 4096) == "Downloading a.zip: 4 KB of 4 KB\n")
    #expect(line(4096, of: nil) == "Downloading a.zip: 4 KB")
  }
}
