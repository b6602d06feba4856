/// An affine map from the target's to the source's plane, both with their origin in the image's
/// middle and measured in pixels of the source.
package struct AffineMap: Sendable, Equatable {
  package var xx: Float
  package var xy: Float
  package var yx: Float
  package var yy: Float
  package var x: Float
  package var y: Float

  package init(xx: Float, xy: Float, yx: Float, yy: Float, x: Float, y: Float) {
    self.xx = xx
    self.xy = xy
    self.yx = yx
    self.yy = yy
    self.x = x
    self.y = y
  }

  package static let identity = AffineMap(xx: 1, xy: 0, yx: 0, yy: 1, x: 0, y: 0)

  /// Leads to the mirror image of where it led: left and right exchanged, top and bottom exchanged.
  package mutating func mirror(x mirrorsX: Bool, y mirrorsY: Bool) {
    if mirrorsX { (xx, xy, x) = (-xx, -xy, -x) }
    if mirrorsY { (yx, yy, y) = (-yx, -yy, -y) }
  }
}
