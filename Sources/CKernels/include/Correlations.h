#ifndef CKERNELS_CORRELATIONS_H
#define CKERNELS_CORRELATIONS_H

#include "Endings.h"
#include "Instructions.h"

/// What a tap of a kernel reads at the first pixel, and its weights.
struct CorrelationTap {
  const float *source, *weight;
};

/// Sums over taps, channel by channel, at neighboring pixels that read through the same taps.
struct Correlation {
  const struct CorrelationTap *taps;
  ptrdiff_t tapCount, channels, pixels;
  /// From one pixel to the next, in scalars.
  ptrdiff_t sourceStep, targetStep;
  struct Ending ending;
};

typedef void (*CorrelationFunction)(const struct Correlation *, float *target);

/// The function for these instructions, which the processor must have.
CorrelationFunction correlationFunction(enum InstructionSet instructions);

#endif
