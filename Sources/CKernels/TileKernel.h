// Functions that transform tiles, in the names of PortableVectors.h.

/// Y = M X Mᵀ for one vector of channels. Entries of M that are 0 in every such matrix take no part.
INLINE TARGET void NAME(transform)(
    const int rows, const int columns, const bool isWhole, const float *matrix, const float *x, struct Strides xStrides,
    struct TilePart xPart, float *y, struct Strides yStrides, struct TilePart yPart) {
  VECTOR half[LARGEST_TILE][LARGEST_TILE];
  NO_UNROLL for (int column = 0; column < columns; column++) {
    VECTOR sums[LARGEST_TILE];
    UNROLL for (int r = 0; r < rows; r++) sums[r] = (VECTOR){0};
    if (isWhole || (column >= xPart.firstColumn && column < xPart.columnEnd)) {
      UNROLL for (int i = 0; i < columns; i++) {
        if (!isWhole && (i < xPart.firstRow || i >= xPart.rowEnd)) continue;
        const VECTOR value = LOAD(x + i * xStrides.row);
        UNROLL for (int r = 0; r < rows; r++) {
          if (isZero(r, i, rows, columns)) continue;
          sums[r] = MULTIPLY_ADD(BROADCAST(matrix + r * columns + i), value, sums[r]);
        }
      }
    }
    UNROLL for (int r = 0; r < rows; r++) half[r][column] = sums[r];
    x += xStrides.column;
  }
  NO_UNROLL for (int row = yPart.firstRow; row < yPart.rowEnd; row++) {
    float *p = y + row * yStrides.row;
    VECTOR sums[LARGEST_TILE];
    UNROLL for (int r = 0; r < rows; r++) sums[r] = (VECTOR){0};
    UNROLL for (int i = 0; i < columns; i++) {
      UNROLL for (int r = 0; r < rows; r++) {
        if (isZero(r, i, rows, columns)) continue;
        sums[r] = MULTIPLY_ADD(BROADCAST(matrix + r * columns + i), half[row][i], sums[r]);
      }
    }
    UNROLL for (int r = 0; r < rows; r++) {
      if (isWhole || (r >= yPart.firstColumn && r < yPart.columnEnd)) STORE(p + r * yStrides.column, sums[r]);
    }
  }
}

/// One row of M X Mᵀ for one vector of channels.
INLINE TARGET void NAME(transformToRow)(
    const int row, const int rows, const int columns, const float *matrix, const float *x,
    struct Strides xStrides, struct TilePart xPart, float *y, ptrdiff_t yColumnStride) {
  VECTOR half[LARGEST_TILE], sums[LARGEST_TILE];
  UNROLL for (int column = 0; column < columns; column++) {
    half[column] = (VECTOR){0};
    if (column < xPart.firstColumn || column >= xPart.columnEnd) continue;
    const float *p = x + column * xStrides.column;
    UNROLL for (int i = 0; i < columns; i++) {
      if (i < xPart.firstRow || i >= xPart.rowEnd) continue;
      half[column] =
        MULTIPLY_ADD(BROADCAST(matrix + row * columns + i), LOAD(p + i * xStrides.row), half[column]);
    }
  }
  UNROLL for (int r = 0; r < rows; r++) sums[r] = (VECTOR){0};
  UNROLL for (int i = 0; i < columns; i++) {
    UNROLL for (int r = 0; r < rows; r++) {
      if (isZero(r, i, rows, columns)) continue;
      sums[r] = MULTIPLY_ADD(BROADCAST(matrix + r * columns + i), half[i], sums[r]);
    }
  }
  UNROLL for (int r = 0; r < rows; r++) STORE(y + r * yColumnStride, sums[r]);
}

/// The part of a tile that is there, its first scalars in vectors of their own.
static TARGET void NAME(gather)(
    const struct TileTransform *transform, const float *x, struct TilePart part, int lanes, float *tile) {
  for (int row = part.firstRow; row < part.rowEnd; row++) {
    for (int column = part.firstColumn; column < part.columnEnd; column++) {
      const float *p = x + row * transform->xRowStride + column * transform->xColumnStride;
      STORE(tile + (row * transform->columns + column) * LANES, LOAD_PART(p, lanes));
    }
  }
}

/// The reverse.
static TARGET void NAME(scatter)(
    const struct TileTransform *transform, const float *tile, struct TilePart part, int lanes, float *y) {
  for (int row = part.firstRow; row < part.rowEnd; row++) {
    for (int column = part.firstColumn; column < part.columnEnd; column++) {
      float *p = y + row * transform->yRowStride + column * transform->yColumnStride;
      STORE_PART(p, LOAD(tile + (row * transform->rows + column) * LANES), lanes);
    }
  }
}

typedef void (*NAME(Transform))(
  const float *, const float *, struct Strides, struct TilePart, float *, struct Strides, struct TilePart);

INLINE TARGET void NAME(tile)(
    NAME(Transform) whole, NAME(Transform) part, const int rows, const int columns, const struct TileTransform *transform,
    const float *x, struct TilePart xPart, float *y, struct TilePart yPart) {
  const struct Strides xStrides = {transform->xRowStride, transform->xColumnStride};
  const struct Strides yStrides = {transform->yRowStride, transform->yColumnStride};
  const NAME(Transform) function = isWhole(xPart, columns) && isWhole(yPart, rows) ? whole : part;
  ptrdiff_t c = 0;
  for (; c + LANES <= transform->channels; c += LANES)
    function(transform->matrix, x + c, xStrides, xPart, y + c, yStrides, yPart);
  if (c == transform->channels) return;
  float xTile[LARGEST_TILE * LARGEST_TILE * LANES], yTile[LARGEST_TILE * LARGEST_TILE * LANES];
  const int lanes = (int)(transform->channels - c);
  NAME(gather)(transform, x + c, xPart, lanes, xTile);
  part(
    transform->matrix, xTile, (struct Strides){columns * LANES, LANES}, xPart, yTile,
    (struct Strides){rows * LANES, LANES}, yPart);
  NAME(scatter)(transform, yTile, yPart, lanes, y + c);
}

INLINE TARGET void NAME(row)(
    const int row, const int rows, const int columns,
    const struct TileTransform *transform, const float *x, struct TilePart xPart, float *y) {
  const struct Strides xStrides = {transform->xRowStride, transform->xColumnStride};
  ptrdiff_t c = 0;
  for (; c + LANES <= transform->channels; c += LANES)
    NAME(transformToRow)(
      row, rows, columns, transform->matrix, x + c, xStrides, xPart, y + c, transform->yColumnStride);
  if (c == transform->channels) return;
  float xTile[LARGEST_TILE * LARGEST_TILE * LANES], yTile[LARGEST_TILE * LANES];
  const int lanes = (int)(transform->channels - c);
  NAME(gather)(transform, x + c, xPart, lanes, xTile);
  NAME(transformToRow)(
    row, rows, columns, transform->matrix, xTile, (struct Strides){columns * LANES, LANES}, xPart, yTile,
    LANES);
  for (int r = 0; r < rows; r++)
    STORE_PART(y + r * transform->yColumnStride + c, LOAD(yTile + r * LANES), lanes);
}

#define TILE(rows, columns)                                                                    \
  static NO_INLINE TARGET void NAME(whole_##rows##_##columns)(                                 \
      const float *matrix, const float *x, struct Strides xStrides, struct TilePart xPart,     \
      float *y, struct Strides yStrides, struct TilePart yPart) {                              \
    yPart = (struct TilePart){0, rows, 0, rows};                                               \
    NAME(transform)(rows, columns, true, matrix, x, xStrides, xPart, y, yStrides, yPart);      \
  }                                                                                            \
  static NO_INLINE TARGET void NAME(part_##rows##_##columns)(                                  \
      const float *matrix, const float *x, struct Strides xStrides, struct TilePart xPart,     \
      float *y, struct Strides yStrides, struct TilePart yPart) {                              \
    NAME(transform)(rows, columns, false, matrix, x, xStrides, xPart, y, yStrides, yPart);     \
  }                                                                                            \
  static TARGET void NAME(tile_##rows##_##columns)(                                            \
      const struct TileTransform *transform, const float *x, struct TilePart xPart, float *y,  \
      struct TilePart yPart) {                                                                 \
    NAME(tile)(                                                                                \
      NAME(whole_##rows##_##columns), NAME(part_##rows##_##columns), rows, columns, transform, \
      x, xPart, y, yPart);                                                                     \
  }                                                                                            \
  static TARGET void NAME(row_##rows##_##columns)(                                             \
      const struct TileTransform *transform, int row, const float *x, struct TilePart xPart,   \
      float *y) {                                                                              \
    NAME(row)(row, rows, columns, transform, x, xPart, y);                                     \
  }                                                                                            \
  static const struct TileFunctions NAME(functions_##rows##_##columns) = {                     \
    NAME(tile_##rows##_##columns), NAME(row_##rows##_##columns)};

TILE(6, 6) TILE(4, 6) TILE(6, 4) TILE(4, 4) TILE(2, 4) TILE(4, 2)

#undef TILE

static const struct TileFunctions *NAME(tiles)(int rows, int columns) {
  if (rows == 6 && columns == 6) return &NAME(functions_6_6);
  if (rows == 4 && columns == 6) return &NAME(functions_4_6);
  if (rows == 6 && columns == 4) return &NAME(functions_6_4);
  if (rows == 4 && columns == 4) return &NAME(functions_4_4);
  if (rows == 2 && columns == 4) return &NAME(functions_2_4);
  if (rows == 4 && columns == 2) return &NAME(functions_4_2);
  return NULL;
}
