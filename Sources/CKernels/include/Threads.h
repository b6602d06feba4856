#ifndef CKERNELS_THREADS_H
#define CKERNELS_THREADS_H

#include <stdbool.h>

/// Whether the kernels that the calling thread runs stay on it.
bool isSerialThread(void);

/// Says whether they do from now on; at first they do not.
void setSerialThread(bool isSerial);

/// Whether the process is a child of one that had this library loaded.
bool isForkedProcess(void);

#endif
