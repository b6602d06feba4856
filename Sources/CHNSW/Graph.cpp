#include "CHNSW.h"

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fstream>
#include <mutex>
#include <new>
#include <stdexcept>
#include <vector>

// Distances are the caller's, for the instructions that the processor turns out to have.
#define NO_MANUAL_VECTORIZATION
// It keeps numbers of eight bytes at places that are not multiples of eight, which a sanitizer minds.
#if defined(__has_feature)
#if __has_feature(undefined_behavior_sanitizer)
#pragma clang diagnostic ignored "-Wignored-attributes"
#pragma clang attribute push(__attribute__((no_sanitize("undefined"))), apply_to = function)
#define SANITIZED
#endif
#endif
#include <hnswlib/hnswlib.h>
#ifdef SANITIZED
#pragma clang attribute pop
#endif

namespace {

using hnswlib::labeltype;
using hnswlib::tableint;

struct Sums {
  float (*sum)(const float *, const float *, const float *, ptrdiff_t);
  std::vector<float> weights;
  ptrdiff_t width;
  float sign;
};

float distance(const void *a, const void *b, const void *parameter) {
  const Sums &sums = *static_cast<const Sums *>(parameter);
  return sums.sign *
         sums.sum(
           static_cast<const float *>(a), static_cast<const float *>(b), sums.weights.data(), sums.width);
}

class Space : public hnswlib::SpaceInterface<float> {
public:
  explicit Space(const HNSWSettings &settings)
      : sums{settings.sum, {}, static_cast<ptrdiff_t>(settings.width), settings.sign} {
    if (settings.weights) sums.weights.assign(settings.weights, settings.weights + settings.width);
  }
  size_t get_data_size() override { return sums.width * sizeof(float); }
  hnswlib::DISTFUNC<float> get_dist_func() override { return distance; }
  void *get_dist_func_param() override { return &sums; }

private:
  Sums sums;
};

using Base = hnswlib::HierarchicalNSW<float>;

class Graph : public Base {
public:
  Graph(Space *space, const HNSWSettings &settings)
      : Base(space, settings.capacity, settings.m, settings.efConstruction, 0) {
    // Levels are the caller's: of those that the library draws for itself every one is 0.
    mult_ = 1e-9;
  }

  /// As `searchKnn` does, without counting its steps, which threads would wait for.
  std::priority_queue<std::pair<float, tableint>, std::vector<std::pair<float, tableint>>, CompareByFirst>
  nearest(const float *query, size_t ef) const {
    tableint place = enterpoint_node_;
    float best = fstdistfunc_(query, getDataByInternalId(place), dist_func_param_);
    for (int level = maxlevel_; level > 0; level--) {
      for (bool changed = true; changed;) {
        changed = false;
        auto *list = get_linklist(place, level);
        const int size = getListCount(list);
        const auto *links = reinterpret_cast<const tableint *>(list + 1);
        for (int i = 0; i < size; i++) {
          const float d = fstdistfunc_(query, getDataByInternalId(links[i]), dist_func_param_);
          if (d < best) {
            best = d;
            place = links[i];
            changed = true;
          }
        }
      }
    }
    return num_deleted_ ? searchBaseLayerST<true, false>(place, query, ef)
                        : searchBaseLayerST<false, false>(place, query, ef);
  }

  /// Throws if the system would refuse what `resizeIndex` asks for bit by bit, after which its own pointers may
  /// lead to memory that it has given back.
  void requireMemory(size_t capacity) const {
    const size_t row = size_data_per_element_ + sizeof(char *) + sizeof(int) + sizeof(std::mutex) +
                       sizeof(hnswlib::vl_type);
    void *memory = capacity <= SIZE_MAX / row ? std::malloc(capacity * row) : nullptr;
    if (!memory) throw std::bad_alloc();
    std::free(memory);
  }

  void requireLinks(const void *list, size_t most, size_t count, int level) const {
    const size_t size = *static_cast<const unsigned short *>(list);
    if (size > most) throw std::runtime_error("a row has more links than there is room for");
    const auto *links = static_cast<const tableint *>(list) + 1;
    for (size_t i = 0; i < size; i++) {
      if (links[i] >= count || element_levels_[links[i]] < level)
        throw std::runtime_error("a link leads nowhere");
    }
  }
};

/// Runs `body`; what it throws becomes a message and `failure`.
template <typename Result, typename Body>
Result caught(char *message, Result failure, Body body) {
  try {
    return body();
  } catch (const std::exception &error) {
    std::snprintf(message, hnswMessageSize, "%s", error.what());
  } catch (...) {
    std::snprintf(message, hnswMessageSize, "an unknown error");
  }
  return failure;
}

}  // namespace

struct HNSWGraph {
  Space space;
  Graph graph;
  explicit HNSWGraph(const HNSWSettings &settings) : space(settings), graph(&space, settings) {}
};

HNSWGraph *hnswMake(const HNSWSettings *settings, char *message) {
  return caught(message, static_cast<HNSWGraph *>(nullptr), [&] { return new HNSWGraph(*settings); });
}

void hnswFree(HNSWGraph *graph) { delete graph; }

bool hnswReserve(HNSWGraph *graph, size_t capacity, char *message) {
  return caught(message, false, [&] {
    if (capacity > graph->graph.max_elements_) {
      graph->graph.requireMemory(capacity);
      graph->graph.resizeIndex(capacity);
    }
    return true;
  });
}

bool hnswAdd(HNSWGraph *graph, const float *row, size_t number, int level, char *message) {
  return caught(message, false, [&] {
    graph->graph.addPoint(row, number, level);
    return true;
  });
}

bool hnswRemove(HNSWGraph *graph, size_t number, char *message) {
  return caught(message, false, [&] {
    graph->graph.markDelete(number);
    return true;
  });
}

const float *hnswRow(const HNSWGraph *graph, size_t number) {
  const auto found = graph->graph.label_lookup_.find(number);
  if (found == graph->graph.label_lookup_.end()) return nullptr;
  return reinterpret_cast<const float *>(graph->graph.getDataByInternalId(found->second));
}

ptrdiff_t hnswSearch(
    const HNSWGraph *graph, const float *query, size_t k, size_t ef, float *distances, size_t *numbers,
    char *message) {
  return caught(message, static_cast<ptrdiff_t>(-1), [&]() -> ptrdiff_t {
    const Graph &index = graph->graph;
    if (index.cur_element_count == 0 || k == 0) return 0;
    auto found = index.nearest(query, std::max(ef, k));
    while (found.size() > k) found.pop();
    ptrdiff_t count = 0;
    for (; !found.empty(); found.pop()) {
      // The only row may be one that was taken out, from which a search begins.
      if (index.isMarkedDeleted(found.top().second)) continue;
      distances[count] = found.top().first;
      numbers[count++] = index.getExternalLabel(found.top().second);
    }
    return count;
  });
}

HNSWParts hnswParts(const HNSWGraph *graph) {
  const Graph &index = graph->graph;
  return {index.cur_element_count, index.maxlevel_, index.enterpoint_node_, index.size_data_per_element_,
          index.size_links_per_element_, index.data_level0_memory_};
}

int32_t hnswLevel(const HNSWGraph *graph, size_t place) { return graph->graph.element_levels_[place]; }

const void *hnswLinks(const HNSWGraph *graph, size_t place) { return graph->graph.linkLists_[place]; }

bool hnswRestore(
    HNSWGraph *graph, const HNSWParts *parts, const int32_t *levels, const void *links, size_t linksBytes,
    char *message) {
  Graph &index = graph->graph;
  return caught(message, false, [&] {
    const size_t count = parts->count;
    if (index.cur_element_count != 0) throw std::runtime_error("there are rows already");
    if (parts->blockBytes != index.size_data_per_element_ || parts->linkBytes != index.size_links_per_element_)
      throw std::runtime_error("rows are of another size");
    if (count == 0) return true;
    if (parts->entry >= count || levels[parts->entry] != parts->largestLevel)
      throw std::runtime_error("the entry is not in the largest layer");
    size_t needed = 0;
    for (size_t i = 0; i < count; i++) {
      if (levels[i] < 0 || levels[i] > parts->largestLevel)
        throw std::runtime_error("a row is in a layer that is not there");
      needed += levels[i] * parts->linkBytes;
      // At once, since the sum of all might be too large a number.
      if (needed > linksBytes) throw std::runtime_error("links are missing");
    }
    if (needed != linksBytes) throw std::runtime_error("links are missing");
    if (count > index.max_elements_) index.resizeIndex(count);
    std::memcpy(index.data_level0_memory_, parts->blocks, count * parts->blockBytes);
    const char *source = static_cast<const char *>(links);
    for (size_t i = 0; i < count; i++) {
      const size_t size = levels[i] * parts->linkBytes;
      index.linkLists_[i] = nullptr;
      if (size) {
        index.linkLists_[i] = static_cast<char *>(malloc(size));
        if (!index.linkLists_[i]) throw std::runtime_error("not enough memory");
        std::memcpy(index.linkLists_[i], source, size);
        source += size;
      }
      // From here on the destructor frees it.
      index.element_levels_[i] = levels[i];
      index.cur_element_count = i + 1;
    }
    for (size_t i = 0; i < count; i++) {
      index.requireLinks(index.get_linklist0(i), index.maxM0_, count, 0);
      for (int level = 1; level <= levels[i]; level++)
        index.requireLinks(index.get_linklist(i, level), index.maxM_, count, level);
      const size_t number = index.getExternalLabel(i);
      if (number >= count || !index.label_lookup_.emplace(number, i).second)
        throw std::runtime_error("a row's number is not one of its own");
      if (index.isMarkedDeleted(i)) index.num_deleted_++;
    }
    index.maxlevel_ = parts->largestLevel;
    index.enterpoint_node_ = parts->entry;
    return true;
  });
}
