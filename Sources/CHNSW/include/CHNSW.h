#ifndef CHNSW_H
#define CHNSW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The graph of hnswlib, without its exceptions: what it throws becomes a message.
typedef struct HNSWGraph HNSWGraph;

struct HNSWSettings {
  /// Scalars of a row.
  size_t width;
  /// Links of a row in an upper layer; twice as many in the lowest.
  size_t m;
  size_t efConstruction;
  /// Rows that there is room for.
  size_t capacity;
  /// A distance is `sign` times the sum that this function gives; the weights are copied.
  float (*sum)(const float *a, const float *b, const float *weights, ptrdiff_t width);
  const float *weights;
  float sign;
};

/// Room for a message of an error.
enum { hnswMessageSize = 256 };

/// An empty graph; NULL, and a message, on an error.
HNSWGraph *hnswMake(const struct HNSWSettings *settings, char *message);
void hnswFree(HNSWGraph *graph);

/// Makes room for more rows. Alone.
bool hnswReserve(HNSWGraph *graph, size_t capacity, char *message);
/// Adds a row under a new number, with links in the layers 0 to `level`. By several threads at once, but for
/// the first row.
bool hnswAdd(HNSWGraph *graph, const float *row, size_t number, int level, char *message);
/// Takes a row out of what is found. Alone.
bool hnswRemove(HNSWGraph *graph, size_t number, char *message);
/// The scalars of a row that was added; NULL if there is none.
const float *hnswRow(const HNSWGraph *graph, size_t number);

/// Writes the numbers and distances of up to `k` rows near the query, in no particular order, and returns how
/// many; −1, and a message, on an error. By several threads at once.
ptrdiff_t hnswSearch(
  const HNSWGraph *graph, const float *query, size_t k, size_t ef, float *distances, size_t *numbers,
  char *message);

/// A graph as it is saved: for each row in turn a block with its links in the lowest layer, its scalars and
/// its number, and then its links in the upper ones.
struct HNSWParts {
  size_t count;
  int32_t largestLevel;
  uint32_t entry;
  /// Bytes of a block, and of the links of a row in one upper layer.
  size_t blockBytes, linkBytes;
  /// The blocks, one after another.
  const void *blocks;
};

struct HNSWParts hnswParts(const HNSWGraph *graph);
/// The highest layer of the row in this place, and its links in the layers from 1 on.
int32_t hnswLevel(const HNSWGraph *graph, size_t place);
const void *hnswLinks(const HNSWGraph *graph, size_t place);

/// Fills an empty graph with what was saved, and makes room for it; false, and a message, if that is not a
/// graph. `links` has those of all rows, `linkBytes` for each upper layer.
bool hnswRestore(
  HNSWGraph *graph, const struct HNSWParts *parts, const int32_t *levels, const void *links,
  size_t linksBytes, char *message);

#ifdef __cplusplus
}
#endif

#endif
