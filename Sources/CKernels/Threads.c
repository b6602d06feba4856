#include "Threads.h"

static _Thread_local bool isSerial;

bool isSerialThread(void) { return isSerial; }

void setSerialThread(bool value) { isSerial = value; }
