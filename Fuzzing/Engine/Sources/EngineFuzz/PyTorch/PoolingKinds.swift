import OneShot

extension JudgedKind {
  static let pooling: [String: JudgedKind] = [
    "max pooling": JudgedKind { judged, inputs in inputs[0].maxPooled(judged.window) },
    "average pooling": JudgedKind { judged, inputs in
      inputs[0].averagePooled(judged.window, countsPadding: judged.isSet("countsPadding"))
    },
    "adaptive pooling": JudgedKind { judged, inputs in
      let size = judged.pair("size")
      return AdaptiveAveragePool2D(height: size.height, width: size.width)(inputs[0])
    },
    "global pooling": JudgedKind { judged, inputs in
      judged.word("pooling") == "mean"
        ? GlobalAveragePool2D()(inputs[0]) : GlobalMaxPool2D()(inputs[0])
    },
    "padding": JudgedKind { judged, inputs in
      let sides = judged.sizes["padding"]!
      let (top, left, bottom, right) = (sides[0], sides[1], sides[2], sides[3])
      return judged.word("mode") == "reflect"
        ? ReflectPad2D(top: top, left: left, bottom: bottom, right: right)(inputs[0])
        : ZeroPad2D(top: top, left: left, bottom: bottom, right: right)(inputs[0])
    },
    "upsampling": JudgedKind { judged, inputs in
      let factor = judged.pair("factor")
      return UpSample2D(
        height: factor.height, width: factor.width,
        interpolation: judged.word("mode") == "nearest" ? .nearest : .bilinear)(inputs[0])
    },
  ]
}

extension JudgedCase {
  fileprivate var window: SlidingWindow {
    SlidingWindow(
      kernel: pair("kernel"), strides: pair("strides"), padding: padding,
      roundsUp: isSet("roundsUp"))
  }
}
