// What a host program does around the library, and Swift does not offer: OpenBLAS itself, fork, and how much
// memory is allocated.
#include <cblas.h>
#include <sys/types.h>
#include <unistd.h>

static inline pid_t host_fork(void) { return fork(); }

#ifdef __APPLE__
#include <malloc/malloc.h>
static inline size_t host_allocated_bytes(void) {
  malloc_statistics_t statistics;
  malloc_zone_statistics(NULL, &statistics);
  return statistics.size_in_use;
}
#else
#include <malloc.h>
static inline size_t host_allocated_bytes(void) {
  struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}
#endif
