#include "Windows.h"

#include "Vectors.h"

#include <math.h>

/// The rows and columns of an image under a window.
struct Taps {
  ptrdiff_t firstRow, rowEnd, firstColumn, columnEnd;
};

INLINE struct Taps tapsAt(const struct SlidingWindow *window, ptrdiff_t row, ptrdiff_t column) {
  const ptrdiff_t top = row * window->rowStride - window->topPadding;
  const ptrdiff_t left = column * window->columnStride - window->leftPadding;
  const ptrdiff_t bottom = top + window->kernelHeight, right = left + window->kernelWidth;
  return (struct Taps){
    top < 0 ? 0 : top, bottom < window->height ? bottom : window->height, left < 0 ? 0 : left,
    right < window->width ? right : window->width};
}

#include "PortableVectors.h"
#include "WindowKernel.h"
#include "NoVectors.h"

#ifdef __x86_64__
#include "AVX2Vectors.h"
#include "WindowKernel.h"
#include "NoVectors.h"

#include "AVX512Vectors.h"
#include "WindowKernel.h"
#include "NoVectors.h"
#endif

const struct WindowFunctions *windowFunctions(enum InstructionSet instructions) {
  switch (instructions) {
#ifdef __x86_64__
  case instructionsAVX512: return &windowFunctions_avx512;
  case instructionsAVX2: return &windowFunctions_avx2;
#endif
  default: return &windowFunctions_portable;
  }
}
