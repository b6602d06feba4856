import Foundation
import Testing

@testable import OneShot

@Suite struct HTMLReportStyleTests {
  /// Texts are read on paper and on panels, light and dark: WCAG 2.2, success criterion 1.4.3.
  @Test func contrastsAreEnough() throws {
    let style = HTMLReport.style
    let parts = style.components(separatedBy: "prefers-color-scheme:dark")
    for part in parts[...1] {
      func color(_ name: String) throws -> [Double] {
        let text = try #require(part.components(separatedBy: "--\(name):#").dropFirst().first)
        let digits = text.prefix { $0.isHexDigit }
        let six = digits.count == 3 ? digits.flatMap { [$0, $0] } : Array(digits)
        return stride(from: 0, to: 6, by: 2).map {
          Double(Int(String(six[$0...$0 + 1]), radix: 16)!) / 255
        }
      }
      func contrast(_ a: String, _ b: String) throws -> Double {
        func luminance(_ color: [Double]) -> Double {
          let linear = color.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
          return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        }
        let both = [luminance(try color(a)), luminance(try color(b))].sorted()
        return (both[1] + 0.05) / (both[0] + 0.05)
      }
      for text in ["ink", "soft", "blue", "wrong"] {
        for ground in ["paper", "panel"] { #expect(try contrast(text, ground) >= 4.5, "\(text)") }
      }
      for mark in ["quiet", "red", "green", "pink", "orange", "sky", "yellow"] {
        #expect(try contrast(mark, "paper") >= 3, "\(mark)")
      }
    }
  }

  /// Every color that a chart has is one that the style sheet has, for light and for dark.
  @Test func colorsOfChartsAreInTheStyleSheet() throws {
    var svg = SVG(width: 1, height: 1, style: .page)
    for color in [
      "white", "#222", "#444", "#e2e2e2", "#999999", "#0072B2", "#D55E00", "#009E73", "#CC79A7",
      "#E69F00", "#56B4E9", "#000000", "#F0E442",
    ] { svg.circle(0, 0, radius: 1, fill: color) }
    for paint in try PageElements(svg.element(label: "")).all("circle", "fill") {
      let name = try #require(paint.firstMatch(of: /var\(--(\w+)\)/)?.1)
      #expect(HTMLReport.style.components(separatedBy: "--\(name):#").count == 3, "\(paint)")
    }
  }

  @Test func theScriptIsSmallAndAsksForNothing() {
    #expect(HTMLReport.script.utf8.count < 3000)
    for word in ["fetch", "http", "import", "eval"] { #expect(!HTMLReport.script.contains(word)) }
  }
}
