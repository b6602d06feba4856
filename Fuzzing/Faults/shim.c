// Makes system calls of a program fail, or kills it there: LD_PRELOAD this, and set
//
//   FAULT_FOLDER  only calls for files below it count
//   FAULT_CALL    the number of the call that fails, from 1; 0 for none
//   FAULT_ERRNO   with which error; 0 kills the program instead, before the call is made
//   FAULT_AFTER   1 if the calls after it fail as well, as on a disk that stays full
//   FAULT_COUNT   a file that gets the number of calls when the program ends
//
// Of a write that fails, the first half reaches the file, as on a disk that fills up.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long calls;
static const char *folder;
static long chosen, after, code;

__attribute__((constructor)) static void begin(void) {
  folder = getenv("FAULT_FOLDER");
  const char *text = getenv("FAULT_CALL");
  chosen = text ? atol(text) : 0;
  text = getenv("FAULT_ERRNO");
  code = text ? atol(text) : EIO;
  after = getenv("FAULT_AFTER") != NULL;
}

__attribute__((destructor)) static void end(void) {
  const char *path = getenv("FAULT_COUNT");
  folder = NULL;
  FILE *file = path ? fopen(path, "w") : NULL;
  if (!file) return;
  fprintf(file, "%ld\n", atomic_load(&calls));
  fclose(file);
}

// Whether a call is the one that fails. The program is killed here if it is to be.
static int fails(const char *path) {
  if (!folder || !path || strncmp(path, folder, strlen(folder)) != 0) return 0;
  long number = atomic_fetch_add(&calls, 1) + 1;
  if (!chosen || (number != chosen && !(after && number > chosen))) return 0;
  if (code == 0) kill(getpid(), SIGKILL);
  errno = (int)code;
  return 1;
}

static int failsOf(int descriptor) {
  if (!folder) return 0;
  char link[64], path[PATH_MAX + 1];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, PATH_MAX);
  if (length < 0) return 0;
  path[length] = 0;
  return fails(path);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define MODE(flags) \
  mode_t mode = 0; \
  if (flags & (O_CREAT | O_TMPFILE)) { \
    va_list list; \
    va_start(list, flags); \
    mode = va_arg(list, mode_t); \
    va_end(list); \
  }

// Opening to read changes nothing.
static int changes(int flags) { return (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) != 0; }

int open(const char *path, int flags, ...) {
  MODE(flags)
  return changes(flags) && fails(path) ? -1 : REAL(open)(path, flags, mode);
}
int open64(const char *path, int flags, ...) {
  MODE(flags)
  return changes(flags) && fails(path) ? -1 : REAL(open64)(path, flags, mode);
}
int openat(int at, const char *path, int flags, ...) {
  MODE(flags)
  return changes(flags) && fails(path) ? -1 : REAL(openat)(at, path, flags, mode);
}
int mkdir(const char *path, mode_t mode) { return fails(path) ? -1 : REAL(mkdir)(path, mode); }
int rename(const char *from, const char *to) { return fails(to) ? -1 : REAL(rename)(from, to); }
int ftruncate(int file, off_t size) { return failsOf(file) ? -1 : REAL(ftruncate)(file, size); }
int fsync(int file) { return failsOf(file) ? -1 : REAL(fsync)(file); }
int fdatasync(int file) { return failsOf(file) ? -1 : REAL(fdatasync)(file); }

ssize_t write(int file, const void *bytes, size_t count) {
  if (!failsOf(file)) return REAL(write)(file, bytes, count);
  int reason = errno;
  if (count > 1) REAL(write)(file, bytes, count / 2);
  errno = reason;
  return -1;
}
ssize_t pwrite(int file, const void *bytes, size_t count, off_t place) {
  return failsOf(file) ? -1 : REAL(pwrite)(file, bytes, count, place);
}
ssize_t writev(int file, const struct iovec *parts, int count) {
  return failsOf(file) ? -1 : REAL(writev)(file, parts, count);
}
