#include "Instructions.h"

bool hasInstructions(enum InstructionSet instructions) {
  switch (instructions) {
  case instructionsPortable: return true;
#ifdef __x86_64__
  case instructionsAVX2: return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  case instructionsAVX512: return __builtin_cpu_supports("avx512f");
#endif
  default: return false;
  }
}
