#include "Products.h"

#include "Vectors.h"

/// Columns of a panel.
#define PANEL productPanelColumns
/// How many rows of a panel ahead memory is asked for.
#define AHEAD 32
/// Scalars of a page of memory.
#define PAGE 1024
/// The part of the depth that is run through at once, so that a panel of B stays in the first cache.
#define DEPTH 192
#define HEIGHT 96
/// The same if panels are copied first.
#define PACKED_HEIGHT 384

/// Tiles of nearly the same height, since one of few rows is slow: the first `larger` of `count` have one
/// row more than the `smallest`.
struct Heights {
  ptrdiff_t count, smallest, larger;
};

INLINE struct Heights heightsOfTiles(ptrdiff_t rows, ptrdiff_t limit) {
  if (rows <= limit) return (struct Heights){1, rows, 0};
  const unsigned count = (unsigned)(rows + limit - 1) / (unsigned)limit;
  return (struct Heights){count, (unsigned)rows / count, (unsigned)rows % count};
}

#include "PortableVectors.h"
#include "EndingKernel.h"
#include "ProductKernel.h"
#include "NoVectors.h"

#ifdef __x86_64__
#include "AVX2Vectors.h"
#include "EndingKernel.h"
#include "ProductKernel.h"
#include "NoVectors.h"

#include "AVX512Vectors.h"
#include "EndingKernel.h"
#include "ProductKernel.h"
#include "NoVectors.h"
#endif

ProductFunction productFunction(enum InstructionSet instructions) {
  switch (instructions) {
#ifdef __x86_64__
  case instructionsAVX512: return product_avx512;
  case instructionsAVX2: return product_avx2;
#endif
  default: return product_portable;
  }
}
