#include "Tiles.h"

#include "Vectors.h"

#define LARGEST_TILE 6

/// Whether Toom and Cook's matrices have a 0 there: one side, of which the first and the last stand for
/// the points 0 and ∞, has only its first entry for the one and its last for the other.
INLINE bool isZero(int row, int column, int rows, int columns) {
  if (rows > columns) return (row == 0 && column > 0) || (row == rows - 1 && column < columns - 1);
  return (column == 0 && row > 0) || (column == columns - 1 && row < rows - 1);
}

INLINE bool isWhole(struct TilePart part, int size) {
  return part.firstRow == 0 && part.rowEnd == size && part.firstColumn == 0 && part.columnEnd == size;
}

struct Strides {
  ptrdiff_t row, column;
};

#include "PortableVectors.h"
#include "TileKernel.h"
#include "NoVectors.h"

#ifdef __x86_64__
#include "AVX2Vectors.h"
#include "TileKernel.h"
#include "NoVectors.h"

#include "AVX512Vectors.h"
#include "TileKernel.h"
#include "NoVectors.h"
#endif

const struct TileFunctions *tileFunctions(enum InstructionSet instructions, int rows, int columns) {
  switch (instructions) {
#ifdef __x86_64__
  case instructionsAVX512: return tiles_avx512(rows, columns);
  case instructionsAVX2: return tiles_avx2(rows, columns);
#endif
  default: return tiles_portable(rows, columns);
  }
}
