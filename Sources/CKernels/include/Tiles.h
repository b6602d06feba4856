#ifndef CKERNELS_TILES_H
#define CKERNELS_TILES_H

#include "Instructions.h"

/// Rows and columns of a tile, the first and the one after the last, that are there.
struct TilePart {
  int firstRow, rowEnd, firstColumn, columnEnd;
};

/// Y = M X Mᵀ for square tiles X of vectors, one scalar of which belongs to each channel.
///
/// M is one of Toom and Cook's matrices, whose first and last column belong to the points 0 and ∞: all of
/// the first but the first entry and all of the last but the last one is taken for 0, or if it has more
/// rows than columns, of the first and last row.
///
/// Strides count scalars. What is not there of X counts as 0, of Y is dropped.
struct TileTransform {
  /// M, `rows` × `columns`.
  const float *matrix;
  int rows;
  int columns;
  ptrdiff_t channels;

  ptrdiff_t xRowStride;
  ptrdiff_t xColumnStride;
  ptrdiff_t yRowStride;
  ptrdiff_t yColumnStride;
};

/// Transforms for a matrix of one size.
struct TileFunctions {
  /// The tile at `x`, of which a part is there, into a part of the one at `y`.
  void (*tile)(
    const struct TileTransform *, const float *x, struct TilePart xPart, float *y, struct TilePart yPart);
  /// One row of Y, at `y`.
  void (*row)(const struct TileTransform *, int row, const float *x, struct TilePart xPart, float *y);
};

/// The functions for these instructions, which the processor must have, and a matrix of so many rows and
/// columns; NULL if there are none.
const struct TileFunctions *tileFunctions(enum InstructionSet instructions, int rows, int columns);

#endif
