/* Preloaded into PostgreSQL: a disk that takes FSYNC_MS milliseconds longer to say that it has what was written. */
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static int late(int result) {
    const char *told = getenv("FSYNC_MS");
    long us = told ? (long)(atof(told) * 1000) : 0;
    struct timespec rest = {us / 1000000, us % 1000000 * 1000};
    nanosleep(&rest, 0);
    return result;
}

int fdatasync(int file) { return late(syscall(SYS_fdatasync, file)); }
int fsync(int file) { return late(syscall(SYS_fsync, file)); }
