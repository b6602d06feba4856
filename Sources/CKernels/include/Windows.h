#ifndef CKERNELS_WINDOWS_H
#define CKERNELS_WINDOWS_H

#include "Instructions.h"

/// A window that slides over an image of `height` × `width` × `channels`; what it covers beyond the image
/// takes no part.
struct SlidingWindow {
  ptrdiff_t height, width, channels;
  ptrdiff_t kernelHeight, kernelWidth;
  ptrdiff_t rowStride, columnStride;
  ptrdiff_t topPadding, leftPadding;
  ptrdiff_t outputHeight, outputWidth;
};

/// Pooling of one image.
struct WindowFunctions {
  /// The largest scalar under each window; NaN wins.
  void (*maximum)(const struct SlidingWindow *, const float *x, float *y);
  /// Each output's gradient for the first scalar under the window that equals the output: added, or if
  /// windows neither overlap nor leave a gap, written.
  void (*maximumGradient)(
    const struct SlidingWindow *, const float *x, const float *y, const float *yGradient, bool isTiling,
    float *xGradient);
};

/// The functions for these instructions, which the processor must have.
const struct WindowFunctions *windowFunctions(enum InstructionSet instructions);

#endif
