#ifndef CKERNELS_HALVINGS_H
#define CKERNELS_HALVINGS_H

#include "Instructions.h"

/// 2×2 max pooling of one image of `height` × `width` × `channels`; a last odd row or column is left out.
struct Halving {
  ptrdiff_t height, width, channels;
  /// Whether what is negative becomes 0.
  bool rectifies;
};

/// Where in its window an output came from: 0 to 3, row by row, and 4 if it was set to 0.
struct HalvingFunctions {
  /// The largest scalar of each window plus its channel's `bias`, if there is one; the first of equal ones
  /// wins. `winners` may be NULL.
  void (*pool)(const struct Halving *, const float *x, const float *bias, float *y, unsigned char *winners);
  /// Each output's gradient for the winner of its window, and 0 elsewhere.
  void (*unpool)(
    const struct Halving *, const float *yGradient, const unsigned char *winners, float *xGradient);
};

/// The functions for these instructions, which the processor must have.
const struct HalvingFunctions *halvingFunctions(enum InstructionSet instructions);

#endif
