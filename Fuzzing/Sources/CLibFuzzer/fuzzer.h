#include <stddef.h>
#include <stdint.h>

// Where libFuzzer begins, without its own main: https://llvm.org/docs/LibFuzzer.html#using-libfuzzer-as-a-library
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*test)(const uint8_t *data, size_t size));
