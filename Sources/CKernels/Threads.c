#include "Threads.h"

#include <pthread.h>
#include <stddef.h>

static _Thread_local bool isSerial;
static bool isForked;

static void enterChild(void) { isForked = true; }

__attribute__((constructor)) static void watchForks(void) { pthread_atfork(NULL, NULL, enterChild); }

bool isSerialThread(void) { return isSerial || isForked; }

void setSerialThread(bool value) { isSerial = value; }

bool isForkedProcess(void) { return isForked; }
