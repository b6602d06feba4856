/// Brings images through their changes, each on one thread.
package struct ChangedImages {
  private let layout: PixelLayout
  private let target: PixelLayout
  private let warp: ImageWarp
  private let values: ChannelScale

  /// - Parameters:
  ///   - layout: Of the images as they are.
  ///   - size: Of the images to come.
  ///   - values: As many factors as there are channels; nil: values stay from 0 to 1.
  package init(_ layout: PixelLayout, size: ImageSize, values: ChannelScale? = nil) {
    self.layout = layout
    target = PixelLayout(height: size.height, width: size.width, channels: layout.channels)
    warp = ImageWarp(
      height: layout.height, width: layout.width, targetHeight: size.height, targetWidth: size.width
    )
    self.values = values ?? .unit(channels: layout.channels)
  }

  /// Image `indices[i]` of `x`, of bytes, through `changes[i]` to image i of `y`.
  package func callAsFunction(
    bytes x: UnsafeBufferPointer<UInt8>, indices: [Int], changes: [ImageChange],
    into y: UnsafeMutablePointer<Float>
  ) {
    guard let base = x.baseAddress else { return }
    Threads.forEach(indices.count) { i in
      change(
        SourceImage(pixels: .bytes(base + indices[i] * layout.count), layout: layout),
        by: changes[i], into: y + i * target.count)
    }
  }

  /// Image i of `x` through `changes[i]` to image i of `y`.
  package func callAsFunction(
    _ x: UnsafePointer<Float>, changes: [ImageChange], into y: UnsafeMutablePointer<Float>
  ) {
    // Images without pixels are nothing to look up in.
    guard layout.count > 0 else { return }
    Threads.forEach(changes.count) { i in
      change(
        SourceImage(pixels: .scalars(x + i * layout.count), layout: layout), by: changes[i],
        into: y + i * target.count)
    }
  }

  private func change(
    _ image: SourceImage, by change: ImageChange, into y: UnsafeMutablePointer<Float>
  ) {
    if layout.channels == 1 {
      // Planes and pixels are the same here.
      let planar = PlanarImage(scalars: y, layout: target)
      sample(image, through: change.warp, into: planar)
      for step in change.steps { step(planar) }
      if values != .unit(channels: 1) {
        planar.interleave(scale: values.scale, shift: values.shift, into: y)
      }
      return
    }
    withScratch(target.count) { scratch in
      let planar = PlanarImage(scalars: scratch, layout: target)
      sample(image, through: change.warp, into: planar)
      for step in change.steps { step(planar) }
      planar.interleave(scale: values.scale, shift: values.shift, into: y)
    }
  }

  private func sample(
    _ image: SourceImage, through distortion: ImageWarp.Distortion, into planar: PlanarImage
  ) {
    if layout.channels == 3 && distortion.thickening == 0 {
      warp.sampleColors(of: image, through: distortion) { row, pixels in
        planar.write(row: row, pixels)
      }
      return
    }
    for channel in 0..<layout.channels {
      warp.sample(
        channel: channel, of: image, through: distortion, into: planar.plane(channel))
    }
  }
}
