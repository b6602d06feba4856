/// What a forward pass keeps for the backward one: transformed images, if the algorithm has them,
/// and where the maxima of pooling came from.
package struct ConvolutionMemory: Sendable {
  /// One for each block of images.
  var inputPlanes: [PooledBuffer] = []
  var winners: PooledBuffer?

  /// Nothing kept.
  package init() {}
}
