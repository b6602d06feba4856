/// Points of a space of `width` dimensions, one after another.
package struct Points {
  let scalars: [Double]
  let width: Int

  package init(_ scalars: [Double], width: Int) {
    self.scalars = scalars
    self.width = width
  }

  /// The number of points.
  var count: Int { width == 0 ? 0 : scalars.count / width }
}
