/// The position of the first of `count` scalars that is infinite or NaN; nil if there is none.
package func firstNotFinite(_ x: UnsafePointer<Float>, count: Int) -> Int? {
  // A scalar that is not finite gives NaN, which no further sum takes away.
  let block = 256
  var start = 0
  while start < count {
    let end = min(count, start + block)
    var probe: Float = 0
    for i in start..<end { probe += x[i] * 0 }
    if probe != 0 { return (start..<end).first { !x[$0].isFinite } }
    start = end
  }
  return nil
}
