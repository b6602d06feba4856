/// What becomes of values from 0 to 1 in the end: for each channel a factor and a number to add.
package struct ChannelScale: Sendable, Hashable {
  package var scale: [Float]
  package var shift: [Float]

  package init(scale: [Float], shift: [Float]) {
    self.scale = scale
    self.shift = shift
  }

  /// Values as they are.
  package static func unit(channels: Int) -> ChannelScale {
    ChannelScale(
      scale: Array(repeating: 1, count: channels), shift: Array(repeating: 0, count: channels))
  }
}
