/// Text as XML and HTML want it between tags, or between double quotes.
func markup(_ text: String) -> String {
  var result = ""
  for character in text.unicodeScalars {
    switch character {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    // XML 1.0 has no other controls, not even as references.
    case "\u{0}"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}": result += "\u{FFFD}"
    default: result.unicodeScalars.append(character)
    }
  }
  return result
}

/// A number with commas between thousands: `38,951,745`.
func grouped(_ number: Int) -> String {
  let digits = Array(String(number.magnitude))
  let text = digits.indices.map { index in
    (index > 0 && (digits.count - index) % 3 == 0 ? "," : "") + String(digits[index])
  }.joined()
  return (number < 0 ? "-" : "") + text
}
