// Lets the Nth write, sync, rename or cut of a regular file fail (FAULT_AT), and with FAULT_ON every one after it. Loaded before the
// C library. The number of calls is written to the file FAULT_COUNT at the end.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static long count;

static int strikes(int fd) {
    struct stat about;
    if (fd >= 0 && (fd <= 2 || fstat(fd, &about) != 0 || !(S_ISREG(about.st_mode) || S_ISDIR(about.st_mode)))) return 0;
    long now = __sync_add_and_fetch(&count, 1);
    const char *at = getenv("FAULT_AT");
    long want = at ? atol(at) : 0;
    if (want <= 0 || now < want || (now > want && !getenv("FAULT_ON"))) return 0;
    errno = ENOSPC;
    return 1;
}

#define REAL(result, name, ...) \
    static result (*real)(__VA_ARGS__); \
    if (!real) real = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

ssize_t write(int fd, const void *bytes, size_t length) {
    REAL(ssize_t, "write", int, const void *, size_t);
    if (strikes(fd)) {
        // A full disk takes the beginning.
        if (length > 1) real(fd, bytes, length / 2);
        errno = ENOSPC;
        return -1;
    }
    return real(fd, bytes, length);
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) {
    REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
    return strikes(fd) ? -1 : real(fd, bytes, length, at);
}
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    return strikes(fd) ? -1 : real(fd, bytes, length, at);
}
int fsync(int fd) {
    REAL(int, "fsync", int);
    return strikes(fd) ? -1 : real(fd);
}
int fdatasync(int fd) {
    REAL(int, "fdatasync", int);
    return strikes(fd) ? -1 : real(fd);
}
int ftruncate(int fd, off_t length) {
    REAL(int, "ftruncate", int, off_t);
    return strikes(fd) ? -1 : real(fd, length);
}
int ftruncate64(int fd, off64_t length) {
    REAL(int, "ftruncate64", int, off64_t);
    return strikes(fd) ? -1 : real(fd, length);
}
int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    return strikes(-1) ? -1 : real(from, to);
}

__attribute__((destructor)) static void tell(void) {
    const char *path = getenv("FAULT_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (file) {
        long all = count;
        fprintf(file, "%ld", all);
        fclose(file);
    }
}
