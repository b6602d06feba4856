extension ImageDataset {
  /// The classes of at least so many images, and those of fewer; the order stays.
  ///
  /// What learns from several images of each class can so go on without the few classes that have too
  /// few, and say which.
  public func splitting(
    classesOfAtLeast count: Int
  ) -> (kept: ImageDataset, dropped: ImageDataset) {
    let dropped = classes.filter { $0.images.count < count }
    if dropped.isEmpty { return (self, compacted(groups: groups, classes: [])) }
    let kept = classes.filter { $0.images.count >= count }
    return (
      compacted(groups: groups, classes: kept), compacted(groups: groups, classes: dropped)
    )
  }
}
