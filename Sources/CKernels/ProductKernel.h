// One product function, in the names of PortableVectors.h.
//
// A tile of C is held in registers while the depth is run through. A panel of B stays in the first cache
// while the rows of A go by, and A is read where it lies.

/// A tile of C: its operands begin at `a` and `b`, and `lanes` of its last vector's scalars are there.
/// Memory is asked for so far `ahead` in B. The ending is that of the columns from `column` on.
struct NAME(Tile) {
  const float *a, *b;
  float *c;
  ptrdiff_t bRowStride, bPanelStride, depth, ahead;
  bool accumulates;
  int lanes;
  const struct Ending *ending;
  ptrdiff_t column;
};

INLINE TARGET void NAME(tile)(
    const int rows, const int vectors, const bool isPart, const struct Product *product,
    const struct NAME(Tile) *tile) {
  const ptrdiff_t aRowStride = product->aRowStride, aColumnStride = product->aColumnStride;
  const ptrdiff_t bRowStride = tile->bRowStride, bPanelStride = tile->bPanelStride;
  const ptrdiff_t ahead = tile->ahead;
  const int lanes = tile->lanes;
  VECTOR sums[ROWS][VECTORS];
  UNROLL for (int r = 0; r < rows; r++) {
    UNROLL for (int v = 0; v < vectors; v++) sums[r][v] = (VECTOR){0};
  }
  // Three rows share an address, from which one instruction can reach each of them.
  const float *groups[(ROWS + 2) / 3];
  UNROLL for (int g = 0; g < (rows + 2) / 3; g++) groups[g] = tile->a + 3 * g * aRowStride;
  const float *b = tile->b;
  float *c = tile->c;
  const ptrdiff_t cRowStride = product->cRowStride;
  if (tile->accumulates) {
    // Until the tile is added to, it may have come nearer.
    UNROLL for (int r = 0; r < rows; r++) {
      UNROLL for (int n = 0; n < vectors * LANES; n += 16) __builtin_prefetch(c + r * cRowStride + n, 1);
    }
  }
  for (ptrdiff_t k = 0; k < tile->depth; k++) {
    VECTOR row[VECTORS];
    UNROLL for (int v = 0; v < vectors; v++) {
      const float *p = b + v * LANES / PANEL * bPanelStride + v * LANES % PANEL;
      row[v] = isPart && v == vectors - 1 ? LOAD_PART(p, lanes) : LOAD(p);
    }
    UNROLL for (int n = 0; n < PANEL; n += 16) __builtin_prefetch(b + ahead + n);
    UNROLL for (int r = 0; r < rows; r++) {
      const VECTOR x = BROADCAST(groups[r / 3] + r % 3 * aRowStride);
      UNROLL for (int v = 0; v < vectors; v++) sums[r][v] = MULTIPLY_ADD(x, row[v], sums[r][v]);
    }
    UNROLL for (int g = 0; g < (rows + 2) / 3; g++) groups[g] += aColumnStride;
    b += bRowStride;
  }
  if (tile->accumulates) {
    UNROLL for (int r = 0; r < rows; r++) {
      UNROLL for (int v = 0; v < vectors; v++) {
        const float *p = c + r * cRowStride + v * LANES;
        sums[r][v] += isPart && v == vectors - 1 ? LOAD_PART(p, lanes) : LOAD(p);
      }
    }
  }
  if (tile->ending) {
    UNROLL for (int v = 0; v < vectors; v++) {
      const bool isLast = v == vectors - 1;
      const struct NAME(Terms) terms =
        NAME(terms)(tile->ending, tile->column + v * LANES, isPart && isLast, lanes);
      UNROLL for (int r = 0; r < rows; r++) sums[r][v] = NAME(ended)(sums[r][v], terms);
    }
  }
  UNROLL for (int r = 0; r < rows; r++) {
    UNROLL for (int v = 0; v < vectors; v++) {
      if (isPart && v == vectors - 1) STORE_PART(c + v * LANES, sums[r][v], lanes);
      else STORE(c + v * LANES, sums[r][v]);
    }
    c += cRowStride;
  }
}

typedef void (*NAME(TileFunction))(const struct Product *, const struct NAME(Tile) *);

#define TILE(rows, vectors)                                                              \
  static TARGET void NAME(whole_##rows##_##vectors)(                                     \
      const struct Product *product, const struct NAME(Tile) *tile) {                    \
    NAME(tile)(rows, vectors, false, product, tile);                                     \
  }                                                                                      \
  static TARGET void NAME(part_##rows##_##vectors)(                                      \
      const struct Product *product, const struct NAME(Tile) *tile) {                    \
    NAME(tile)(rows, vectors, true, product, tile);                                      \
  }
#define NAMED(rows, vectors) {NAME(whole_##rows##_##vectors), NAME(part_##rows##_##vectors)}

#if VECTORS == 2
#define TILES(rows) TILE(rows, 1) TILE(rows, 2)
#define NAMES(rows) {NAMED(rows, 1), NAMED(rows, 2)}
#else
#define TILES(rows) TILE(rows, 1) TILE(rows, 2) TILE(rows, 3) TILE(rows, 4)
#define NAMES(rows) {NAMED(rows, 1), NAMED(rows, 2), NAMED(rows, 3), NAMED(rows, 4)}
#endif

TILES(1) TILES(2) TILES(3) TILES(4)
#if ROWS > 4
TILES(5) TILES(6)
#endif
#if ROWS > 6
TILES(7) TILES(8) TILES(9) TILES(10) TILES(11) TILES(12)
#endif
#if ROWS > 12
TILES(13) TILES(14)
#endif

static const NAME(TileFunction) NAME(tiles)[ROWS][VECTORS][2] = {
  NAMES(1), NAMES(2), NAMES(3), NAMES(4),
#if ROWS > 4
  NAMES(5), NAMES(6),
#endif
#if ROWS > 6
  NAMES(7), NAMES(8), NAMES(9), NAMES(10), NAMES(11), NAMES(12),
#endif
#if ROWS > 12
  NAMES(13), NAMES(14),
#endif
};

/// Rows of A by a panel of B, both within the given part of the depth.
INLINE TARGET void NAME(panel)(
    const struct Product *product, struct NAME(Tile) tile, struct Heights heights, ptrdiff_t columns) {
  const ptrdiff_t vectors = (columns + LANES - 1) / LANES;
  tile.lanes = (int)(columns - (vectors - 1) * LANES);
  const bool isPart = tile.lanes < LANES;
  ptrdiff_t height = heights.smallest + 1;
  for (ptrdiff_t index = 0; index < heights.count; index++) {
    if (index == heights.larger) height--;
    NAME(tiles)[height - 1][vectors - 1][isPart](product, &tile);
    tile.a += height * product->aRowStride;
    tile.c += height * product->cRowStride;
  }
}

/// Copies a panel of B, so that its rows follow one another.
static TARGET void NAME(pack)(
    const struct Product *product, const float *b, ptrdiff_t columns, ptrdiff_t depth, float *panel) {
  const ptrdiff_t vectors = (columns + LANES - 1) / LANES;
  const int lanes = (int)(columns - (vectors - 1) * LANES);
  for (ptrdiff_t k = 0; k < depth; k++) {
    for (ptrdiff_t v = 0; v < vectors - 1; v++) STORE(panel + v * LANES, LOAD(b + v * LANES));
    const ptrdiff_t last = (vectors - 1) * LANES;
    STORE(panel + last, lanes < LANES ? LOAD_PART(b + last, lanes) : LOAD(b + last));
    b += product->bRowStride;
    panel += VECTORS * LANES;
  }
}

static TARGET void NAME(one)(const struct Product *product, const float *b, float *c) {
  const ptrdiff_t width = VECTORS * LANES;
  // Copying pays for many rows, and for fewer if each row of a panel lies on another page of memory.
  const ptrdiff_t enough = product->bRowStride >= PAGE ? 4 * ROWS : 10 * ROWS;
  const bool packs =
    product->bPanelStride == PANEL && product->rows >= enough && product->bRowStride > width;
  const ptrdiff_t height = packs ? PACKED_HEIGHT : HEIGHT;
  // A panel may come from memory. What follows it is the next one, but not in an ordinary matrix.
  const bool asksAhead = product->bPanelStride != PANEL || product->depth > AHEAD;
  const ptrdiff_t ahead = asksAhead ? AHEAD * product->bRowStride : 0;
  float packed[DEPTH * VECTORS * LANES];
  ptrdiff_t k = 0;
  do {
    ptrdiff_t depth = product->depth - k;
    if (depth > DEPTH) depth = depth < 2 * DEPTH ? (depth + 1) / 2 : DEPTH;
    for (ptrdiff_t m = 0; m < product->rows; m += height) {
      const ptrdiff_t rows = product->rows - m < height ? product->rows - m : height;
      const struct Heights heights = heightsOfTiles(rows, ROWS);
      for (ptrdiff_t n = 0; n < product->columns; n += width) {
        const ptrdiff_t columns = product->columns - n < width ? product->columns - n : width;
        struct NAME(Tile) tile = {
          product->a + m * product->aRowStride + k * product->aColumnStride,
          b + n / PANEL * product->bPanelStride + n % PANEL + k * product->bRowStride,
          c + m * product->cRowStride + n, product->bRowStride, product->bPanelStride, depth,
          ahead, product->accumulates || k > 0, 0, product->ends && k + depth == product->depth ? &product->ending : NULL, n};
        if (packs) {
          NAME(pack)(product, tile.b, columns, depth, packed);
          tile.b = packed;
          tile.bRowStride = width;
          tile.ahead = 0;
        }
        NAME(panel)(product, tile, heights, columns);
      }
    }
    k += depth;
  } while (k < product->depth);
}

TARGET void NAME(product)(const struct Product *product) {
  for (ptrdiff_t index = 0; index < product->count; index++) {
    NAME(one)(product, product->b + index * product->bStep, product->c + index * product->cStep);
  }
}

#undef TILE
#undef NAMED
#undef TILES
#undef NAMES
