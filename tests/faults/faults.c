/* Stands between a process and the system's calls that change files under one folder.
 *
 * Loaded with LD_PRELOAD. By environment variables, read when the library is loaded and again by faults_begin():
 *   FAULTS_UNDER    the folder, as realpath() has it; without it nothing is done
 *   FAULTS_CONTROL  a file of sizeof(struct control) zeros, shared by the process and its children
 *   FAULTS_LOG      where every call is written down with its data, in the order in which they were done
 *   FAULTS_DO       "kill" (before the call), "tear" (in the middle of a write), "ENOSPC" or "EIO"
 *   FAULTS_AT       at which call, counted from 1
 *   FAULTS_FROM     counted from the moment when this mark is made; empty for from the start
 *   FAULTS_TO       and no more once this mark was made; empty for to the end
 *   FAULTS_ON       "1": every call from then on fails, not that one alone
 *   FAULTS_OF       "main": only calls of the process that began are counted; "all": its children's too
 *
 * A call is done and written down under one lock, shared by all the processes, so that the log's order is the
 * disk's. What a static program writes is not seen; who fsyncs through a handle that can't write did not write the
 * file, so then its content is written down whole.
 *
 * The structs are read by injector.py and power_cut.py: change them together.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

struct control {
    int64_t calls;  /* counted so far */
    int64_t fired;  /* how many of them had the fault */
    int64_t counting;
    char what[256]; /* the first that had it */
    pthread_mutex_t lock;
    int64_t ready;
};

struct record {
    char op[8];
    int64_t inode, offset, length;
    int32_t path, path2, data; /* bytes that follow */
    int32_t pid;
};

static char under[PATH_MAX], log_name[PATH_MAX], from[256], to[256], action[16];
static size_t under_length;
static long long at;
static int on, all, log_file = -1;
static pid_t main_pid;
static struct control *control;

#define REAL(name) \
    static typeof(name) *real; \
    if (!real) real = (typeof(name) *)dlsym(RTLD_NEXT, #name)

static ssize_t raw_write(int fd, const void *data, size_t length) {
    REAL(write);
    return real(fd, data, length);
}

static int raw_open(const char *path, int flags, mode_t mode) {
    REAL(open64);
    return real(path, flags, mode);
}

static const char *told(const char *name) {
    const char *value = getenv(name);
    return value ? value : "";
}

void faults_begin(void) {
    snprintf(under, sizeof under, "%s", told("FAULTS_UNDER"));
    under_length = strlen(under);
    snprintf(log_name, sizeof log_name, "%s", told("FAULTS_LOG"));
    snprintf(from, sizeof from, "%s", told("FAULTS_FROM"));
    snprintf(to, sizeof to, "%s", told("FAULTS_TO"));
    snprintf(action, sizeof action, "%s", told("FAULTS_DO"));
    at = atoll(told("FAULTS_AT"));
    on = *told("FAULTS_ON") == '1';
    all = !strcmp(told("FAULTS_OF"), "all");
    main_pid = getpid();
    if (!under_length) return;
    int file = raw_open(told("FAULTS_CONTROL"), O_RDWR | O_CLOEXEC, 0);
    if (file < 0) abort();
    control = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (control == MAP_FAILED) abort();
    if (!control->ready) {
        pthread_mutexattr_t kind;
        pthread_mutexattr_init(&kind);
        pthread_mutexattr_setpshared(&kind, PTHREAD_PROCESS_SHARED);
        pthread_mutexattr_setrobust(&kind, PTHREAD_MUTEX_ROBUST);
        pthread_mutex_init(&control->lock, &kind);
        control->counting = !*from;
        control->ready = 1;
    }
    if (log_file >= 0) close(log_file);
    log_file = *log_name ? raw_open(log_name, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644) : -1;
}

__attribute__((constructor)) static void loaded(void) {
    /* A program that the process started belongs to it: only faults_begin() makes a process the main one. */
    faults_begin();
    const char *began = getenv("FAULTS_MAIN");
    if (began && *began) main_pid = (pid_t)atoi(began);
}

static void lock(void) {
    if (pthread_mutex_lock(&control->lock) == EOWNERDEAD) pthread_mutex_consistent(&control->lock);
}

static void unlock(void) { pthread_mutex_unlock(&control->lock); }

static int is_ours(const char *path) {
    return under_length && !strncmp(path, under, under_length) && (path[under_length] == '/' || !path[under_length]);
}

static int of_handle(int fd, char *path) {
    char link[64];
    int kept = errno;
    if (!under_length) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    errno = kept;
    if (length <= 0) return 0;
    path[length] = 0;
    return is_ours(path);
}

/* The path as it stands from the root; its last part need not be there. */
static int of_path(int folder, const char *given, char *path) {
    char joined[2 * PATH_MAX], base[PATH_MAX];
    int kept = errno;
    if (!under_length || !given) return 0;
    if (given[0] == '/') snprintf(joined, sizeof joined, "%s", given);
    else {
        if (folder == AT_FDCWD) { if (!getcwd(base, sizeof base)) return 0; }
        else if (!of_handle(folder, base)) { errno = kept; return 0; }
        snprintf(joined, sizeof joined, "%s/%s", base, given);
    }
    errno = kept;
    if (strlen(joined) >= PATH_MAX) return 0;
    strcpy(path, joined);
    return is_ours(path);
}

static int64_t inode_of(const char *path) {
    struct stat facts;
    int kept = errno;
    int64_t inode = lstat(path, &facts) ? 0 : (int64_t)facts.st_ino;
    errno = kept;
    return inode;
}

static int64_t inode_at(int fd) {
    struct stat facts;
    int kept = errno;
    int64_t inode = fstat(fd, &facts) ? 0 : (int64_t)facts.st_ino;
    errno = kept;
    return inode;
}

static void note(const char *op, int64_t inode, int64_t offset, int64_t length, const char *path, const char *path2,
                 const void *data, size_t size) {
    if (log_file < 0) return;
    int kept = errno;
    struct record record = {.inode = inode, .offset = offset, .length = length, .pid = getpid()};
    memcpy(record.op, op, strnlen(op, sizeof record.op));
    record.path = (int32_t)strlen(path);
    record.path2 = (int32_t)strlen(path2);
    record.data = (int32_t)size;
    raw_write(log_file, &record, sizeof record);
    raw_write(log_file, path, record.path);
    raw_write(log_file, path2, record.path2);
    for (size_t done = 0; done < size;) {
        ssize_t one = raw_write(log_file, (const char *)data + done, size - done);
        if (one <= 0) abort();
        done += one;
    }
    errno = kept;
}

static void note_content(const char *op, int64_t inode, const char *path) {
    if (log_file < 0) return;
    int kept = errno, file = raw_open(path, O_RDONLY | O_CLOEXEC, 0);
    struct stat facts;
    if (file >= 0 && !fstat(file, &facts) && S_ISREG(facts.st_mode)) {
        char *data = malloc(facts.st_size + 1);
        ssize_t size = pread(file, data, facts.st_size, 0);
        note(op, inode, 0, size, path, "", data, size > 0 ? size : 0);
        free(data);
    }
    if (file >= 0) close(file);
    errno = kept;
}

static void die(void) {
    kill(main_pid, SIGKILL);
    for (;;) pause(); /* a child: the system ends it with its parent */
}

/* Counts the call; the lock is held. Whether it is to fail (with errno set), or 2 to be torn. */
static int struck(const char *op, const char *path, int may_fail) {
    int kills = !strcmp(action, "kill"), tears = !strcmp(action, "tear");
    if (!*action || !control->counting || (!all && getpid() != main_pid)) return 0;
    if (!kills && !may_fail) return 0;
    control->calls++;
    if (control->calls != at && !(on && control->calls > at)) return 0;
    if (!control->fired) snprintf(control->what, sizeof control->what, "%s %s", op, path + under_length);
    control->fired++;
    if (kills) die();
    if (tears) return 2;
    errno = !strcmp(action, "EIO") ? EIO : ENOSPC;
    return 1;
}

/* For the harness: a point in the run, written into the log. */
void faults_mark(const char *text) {
    if (!under_length) return;
    lock();
    if (*from && !strcmp(text, from)) control->counting = 1;
    if (*to && !strcmp(text, to)) control->counting = 0;
    note("mark", 0, 0, 0, text, "", NULL, 0);
    unlock();
}

/* Files and folders that come and go. */

static int opened(const char *name, int folder, const char *given, int flags, mode_t mode) {
    typedef int opener(int, const char *, int, ...);
    static opener *real;
    if (!real) real = (opener *)dlsym(RTLD_NEXT, "openat64");
    char path[PATH_MAX];
    if (!(flags & (O_CREAT | O_TRUNC)) || !of_path(folder, given, path)) return real(folder, given, flags, mode);
    lock();
    int there = inode_of(path) != 0, makes = !there && (flags & O_CREAT), empties = there && (flags & O_TRUNC);
    int how = makes || empties ? struck(name, path, 1) : 0;
    if (how == 2) die();
    if (how) { int why = errno; unlock(); errno = why; return -1; }
    int fd = real(folder, given, flags, mode);
    if (fd >= 0 && makes) note("create", inode_at(fd), 0, 0, path, "", NULL, 0);
    if (fd >= 0 && empties) note("trunc", inode_at(fd), 0, 0, path, "", NULL, 0);
    int why = errno;
    unlock();
    errno = why;
    return fd;
}

#define MODE(flags) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | __O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }

int open(const char *path, int flags, ...) { MODE(flags) return opened("open", AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return opened("open", AT_FDCWD, path, flags | O_LARGEFILE, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE(flags) return opened("open", folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE(flags) return opened("open", folder, path, flags | O_LARGEFILE, mode); }
int creat(const char *path, mode_t mode) { return opened("open", AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return opened("open", AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

/* CALL is done unless the fault is here; then NOTE is written down. */
#define CHANGE(result, name, path, ours, may_fail, CALL, NOTE) \
    result done; \
    if (!(ours)) return CALL; \
    lock(); \
    int how = struck(name, path, may_fail); \
    if (how == 2) die(); \
    if (how) done = -1; \
    else { done = CALL; if (done >= 0) { NOTE; } } \
    { int why = errno; unlock(); errno = why; } \
    return done

static int made_folder(int folder, const char *given, mode_t mode) {
    REAL(mkdirat);
    char path[PATH_MAX];
    CHANGE(int, "mkdir", path, of_path(folder, given, path), 1, real(folder, given, mode),
           note("mkdir", inode_of(path), 0, 0, path, "", NULL, 0));
}
int mkdir(const char *path, mode_t mode) { return made_folder(AT_FDCWD, path, mode); }
int mkdirat(int folder, const char *path, mode_t mode) { return made_folder(folder, path, mode); }

static int removed(int folder, const char *given, int flags) {
    REAL(unlinkat);
    char path[PATH_MAX];
    CHANGE(int, "unlink", path, of_path(folder, given, path), 0, real(folder, given, flags),
           note("unlink", 0, 0, 0, path, "", NULL, 0));
}
int unlink(const char *path) { return removed(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return removed(AT_FDCWD, path, AT_REMOVEDIR); }
int unlinkat(int folder, const char *path, int flags) { return removed(folder, path, flags); }

static int renamed(int folder, const char *given, int folder2, const char *given2, unsigned flags) {
    typedef int renamer(int, const char *, int, const char *, unsigned);
    static renamer *real;
    if (!real) real = (renamer *)dlsym(RTLD_NEXT, "renameat2");
    char path[PATH_MAX], path2[PATH_MAX];
    int ours = of_path(folder, given, path) | of_path(folder2, given2, path2);
    CHANGE(int, "rename", path2, ours, 1, real(folder, given, folder2, given2, flags),
           note("rename", inode_of(path2), 0, 0, path, path2, NULL, 0));
}
int rename(const char *path, const char *path2) { return renamed(AT_FDCWD, path, AT_FDCWD, path2, 0); }
int renameat(int folder, const char *path, int folder2, const char *path2) { return renamed(folder, path, folder2, path2, 0); }
int renameat2(int folder, const char *path, int folder2, const char *path2, unsigned flags) { return renamed(folder, path, folder2, path2, flags); }

static int linked(int folder, const char *given, int folder2, const char *given2, int flags) {
    REAL(linkat);
    char path[PATH_MAX], path2[PATH_MAX];
    int ours = of_path(folder, given, path) | of_path(folder2, given2, path2);
    CHANGE(int, "link", path2, ours, 1, real(folder, given, folder2, given2, flags),
           note("link", inode_of(path2), 0, 0, path, path2, NULL, 0));
}
int link(const char *path, const char *path2) { return linked(AT_FDCWD, path, AT_FDCWD, path2, 0); }
int linkat(int folder, const char *path, int folder2, const char *path2, int flags) { return linked(folder, path, folder2, path2, flags); }

/* What goes into files. */

static ssize_t written(int fd, const void *data, size_t length, off64_t offset) {
    REAL(pwrite64);
    char path[PATH_MAX];
    if (!of_handle(fd, path)) return offset < 0 ? raw_write(fd, data, length) : real(fd, data, length, offset);
    lock();
    off64_t where = offset;
    if (offset < 0) {
        struct stat facts;
        where = (fcntl(fd, F_GETFL) & O_APPEND) && !fstat(fd, &facts) ? facts.st_size : lseek64(fd, 0, SEEK_CUR);
    }
    ssize_t done = -1;
    int how = struck("write", path, 1), why;
    if (how != 1) {
        size_t part = how == 2 ? length / 2 : length;
        done = offset < 0 ? raw_write(fd, data, part) : real(fd, data, part, offset);
        if (how == 2) die();
        if (done >= 0) note("write", inode_at(fd), where, done, path, "", data, done);
    }
    why = errno;
    unlock();
    errno = why;
    return done;
}
ssize_t write(int fd, const void *data, size_t length) { return written(fd, data, length, -1); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return written(fd, data, length, offset); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) { return written(fd, data, length, offset); }

static ssize_t gathered(int fd, const struct iovec *parts, int count, off64_t offset) {
    ssize_t total = 0;
    for (int n = 0; n < count; n++) {
        if (!parts[n].iov_len) continue;
        ssize_t one = written(fd, parts[n].iov_base, parts[n].iov_len, offset < 0 ? -1 : offset + total);
        if (one < 0) return total ? total : one;
        total += one;
        if ((size_t)one < parts[n].iov_len) break;
    }
    return total;
}
ssize_t writev(int fd, const struct iovec *parts, int count) {
    REAL(writev);
    char path[PATH_MAX];
    return of_handle(fd, path) ? gathered(fd, parts, count, -1) : real(fd, parts, count);
}
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) { return gathered(fd, parts, count, offset); }
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) { return gathered(fd, parts, count, offset); }
ssize_t pwritev2(int fd, const struct iovec *parts, int count, off_t offset, int flags) { (void)flags; return gathered(fd, parts, count, offset); }
ssize_t pwritev64v2(int fd, const struct iovec *parts, int count, off64_t offset, int flags) { (void)flags; return gathered(fd, parts, count, offset); }

/* Copies made by the system are refused: whoever asks falls back to reading and writing, which is seen. */
ssize_t sendfile64(int to, int source, off64_t *offset, size_t length) {
    typedef ssize_t sender(int, int, off64_t *, size_t);
    static sender *real;
    if (!real) real = (sender *)dlsym(RTLD_NEXT, "sendfile64");
    char path[PATH_MAX];
    if (of_handle(to, path)) { errno = ENOTSOCK; return -1; }
    return real(to, source, offset, length);
}
ssize_t sendfile(int to, int source, off_t *offset, size_t length) { return sendfile64(to, source, (off64_t *)offset, length); }
ssize_t copy_file_range(int source, off64_t *from_at, int to, off64_t *to_at, size_t length, unsigned flags) {
    REAL(copy_file_range);
    char path[PATH_MAX];
    if (of_handle(to, path)) { errno = EXDEV; return -1; }
    return real(source, from_at, to, to_at, length, flags);
}

int ftruncate64(int fd, off64_t length) {
    REAL(ftruncate64);
    char path[PATH_MAX];
    CHANGE(int, "ftruncate", path, of_handle(fd, path), 1, real(fd, length),
           note("trunc", inode_at(fd), 0, length, path, "", NULL, 0));
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }
int fallocate64(int fd, int mode, off64_t offset, off64_t length) {
    REAL(fallocate64);
    char path[PATH_MAX];
    if (of_handle(fd, path)) { errno = EOPNOTSUPP; return -1; }
    return real(fd, mode, offset, length);
}
int fallocate(int fd, int mode, off_t offset, off_t length) { return fallocate64(fd, mode, offset, length); }
int posix_fallocate64(int fd, off64_t offset, off64_t length) {
    REAL(posix_fallocate64);
    char path[PATH_MAX];
    return of_handle(fd, path) ? EOPNOTSUPP : real(fd, offset, length);
}
int posix_fallocate(int fd, off_t offset, off_t length) { return posix_fallocate64(fd, offset, length); }

/* What makes it last. */

static int synced(int fd, int (*real)(int)) {
    char path[PATH_MAX];
    CHANGE(int, "fsync", path, of_handle(fd, path), 1, real(fd), {
        if ((fcntl(fd, F_GETFL) & O_ACCMODE) == O_RDONLY) note_content("whole", inode_at(fd), path);
        note("sync", inode_at(fd), 0, 0, path, "", NULL, 0);
    });
}
int fsync(int fd) { REAL(fsync); return synced(fd, real); }
int fdatasync(int fd) { REAL(fdatasync); return synced(fd, real); }
