/// An array seen as `[outer, reduced, inner]`: what every reduction along adjacent axes looks like.
package struct ReductionShape {
  package let outer: Int
  package let reduced: Int
  package let inner: Int

  package init(outer: Int, reduced: Int, inner: Int) {
    self.outer = outer
    self.reduced = reduced
    self.inner = inner
  }
}
