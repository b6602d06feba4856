/// `value` rounded to `places` digits after the point, all of them shown.
func decimal(_ value: Double, places: Int) -> String {
  var unit = 1
  for _ in 0..<places { unit *= 10 }
  let scaled = Int((value.magnitude * Double(unit)).rounded())
  let fraction = String(unit + scaled % unit).dropFirst()
  let sign = value < 0 && scaled != 0 ? "-" : ""
  return sign + "\(scaled / unit)" + (places == 0 ? "" : ".\(fraction)")
}

/// A part, 0 … 1, in percent with one digit after the point: `13.0 %`.
func percent(_ part: Double) -> String { "\(decimal(100 * part, places: 1)) %" }

/// A score or threshold with two digits after the point, or as Swift prints it if it is too large.
func scoreText(_ score: Float) -> String {
  score.magnitude < 1e9 ? decimal(Double(score), places: 2) : "\(score)"
}
