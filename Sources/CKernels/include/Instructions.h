#ifndef CKERNELS_INSTRUCTIONS_H
#define CKERNELS_INSTRUCTIONS_H

#include <stdbool.h>
#include <stddef.h>

/// The processor's instructions that a function is written for.
enum InstructionSet { instructionsPortable, instructionsAVX2, instructionsAVX512 };

/// Whether this processor has them.
bool hasInstructions(enum InstructionSet instructions);

/// Lets the processor rest for a moment in a loop that waits for another thread.
static inline void relaxProcessor(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

#endif
